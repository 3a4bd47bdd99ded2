namespace OptiTime.Silo.Api.Wire;

/// <summary>What requests come to on a plan.</summary>
public sealed record WhatIfOutcome
{
    /// <summary>How many came.</summary>
    public required int Requests { get; init; }

    /// <summary>How many were served: each with its first offer.</summary>
    public required int Served { get; init; }

    /// <summary>How many were refused.</summary>
    public required int Refused { get; init; }

    /// <summary>The same by priority class.</summary>
    public required IReadOnlyList<WhatIfClass> Classes { get; init; }

    /// <summary>Why they were refused, the most frequent first.</summary>
    public required IReadOnlyList<WhatIfReason> Reasons { get; init; }

    /// <summary>What those who were served pay.</summary>
    public required Amount Revenue { get; init; }

    /// <summary>What they cost, by kind.</summary>
    public required CostBreakdown Cost { get; init; }

    /// <summary>What they add to the road, in seconds.</summary>
    public required int TravelSeconds { get; init; }

    /// <summary>What they add to the road, in metres.</summary>
    public required int TravelMetres { get; init; }
}
