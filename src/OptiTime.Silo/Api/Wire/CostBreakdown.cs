namespace OptiTime.Silo.Api.Wire;

/// <summary>What something costs the company.</summary>
public sealed record CostBreakdown
{
    /// <summary>The sum of the lines.</summary>
    public required Amount Total { get; init; }

    /// <summary>The parts.</summary>
    public required IReadOnlyList<CostPart> Lines { get; init; }
}
