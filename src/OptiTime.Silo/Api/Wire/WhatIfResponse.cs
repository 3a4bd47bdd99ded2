using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What would be.</summary>
public sealed record WhatIfResponse
{
    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>The version of the plan that was copied.</summary>
    public required long PlanVersion { get; init; }

    /// <summary>The version of the bid prices the searches counted in; left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BidPriceVersion { get; init; }

    /// <summary><c>exact</c>; <c>truncated</c> when not all requests could be played.</summary>
    public required AnswerWorth Completeness { get; init; }

    /// <summary>What was left out, in words; null when nothing was.</summary>
    public required string? LeftOut { get; init; }

    /// <summary>What the requests come to on the plan as it is.</summary>
    public required WhatIfOutcome AsIs { get; init; }

    /// <summary>What the same requests come to with the changes.</summary>
    public required WhatIfOutcome Changed { get; init; }

    /// <summary>The second less the first.</summary>
    public required WhatIfDifference Difference { get; init; }

    /// <summary>What the changes do to what stands already.</summary>
    public required WhatIfDisplaced Displaced { get; init; }
}
