namespace OptiTime.Silo.Api.Wire;

/// <summary>A part of a cost.</summary>
public sealed record CostPart
{
    /// <summary>What for: <c>travel</c>, <c>labour</c> or <c>usage</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How much.</summary>
    public required Amount Amount { get; init; }
}
