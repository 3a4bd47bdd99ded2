namespace OptiTime.Silo.Api.Wire;

/// <summary>A stretch of the local day.</summary>
public sealed record LocalHours
{
    /// <summary>The local time it begins: <c>12:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>The local time it ends; not after <c>from</c> means the next day.</summary>
    public required string To { get; init; }
}
