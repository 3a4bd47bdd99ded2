namespace OptiTime.Testbed.Histories;

/// <summary>The time a unit of a resource is occupied: half-open.</summary>
public sealed record Occupation(string Territory, string Resource, int Unit, DateTimeOffset From, DateTimeOffset To, string Commitment)
{
    public override string ToString() => $"{Resource}/{Unit} {From.UtcDateTime:s}-{To.UtcDateTime:s} for {Commitment}";
}
