namespace OptiTime.Silo.Api.Wire;

/// <summary>Hours of a special day.</summary>
public sealed record SpecialHours
{
    /// <summary>The local time they begin: <c>10:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>The local time they end; not after <c>from</c> means the next day.</summary>
    public required string To { get; init; }

    /// <summary>Fixed breaks inside. At most 20.</summary>
    public IReadOnlyList<LocalHours>? Breaks { get; init; }
}
