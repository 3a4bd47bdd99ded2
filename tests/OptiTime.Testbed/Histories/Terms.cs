namespace OptiTime.Testbed.Histories;

/// <summary>What a caller was told and nothing but a caller changes: when it begins inside the window, and who serves, is the plan's own affair.</summary>
/// <param name="Service">What was sold.</param>
/// <param name="From">From when it may begin.</param>
/// <param name="To">When it has begun at the latest.</param>
public sealed record Terms(string Service, DateTimeOffset From, DateTimeOffset To)
{
    public override string ToString() => $"{Service} between {From.UtcDateTime:s} and {To.UtcDateTime:s}";
}
