using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A territory that was asked, and what its part of the answer is worth.</summary>
public sealed record AskedTerritory
{
    /// <summary>The territory's id.</summary>
    public required string Territory { get; init; }

    /// <summary>The version of its plan that was searched.</summary>
    public required long PlanVersion { get; init; }

    /// <summary>What its part of the answer is worth.</summary>
    public required AnswerWorth Completeness { get; init; }

    /// <summary>How long ago the plan was last known to be the newest, in seconds; left out unless <c>completeness</c> is <c>stale</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StaleSeconds { get; init; }

    /// <summary>The version of its bid prices; left out where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BidPriceVersion { get; init; }
}
