using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The offers, or why there are none and what would help; and what the answer is worth.</summary>
public sealed record AvailabilityResponse
{
    /// <summary>The offers, best first; empty when nothing fits.</summary>
    public required IReadOnlyList<Offer> Offers { get; init; }

    /// <summary>Why there are no offers; null when there are.</summary>
    public required NoOffers? Refusal { get; init; }

    /// <summary>The version of the plan that was searched; of several, that of the nearest territory.</summary>
    public required long PlanVersion { get; init; }

    /// <summary>What the answer is worth; of several territories, the worst.</summary>
    public required AnswerWorth Completeness { get; init; }

    /// <summary>How long ago the plan was last known to be the newest, in seconds: of several territories, the longest; left out unless <c>completeness</c> is <c>stale</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StaleSeconds { get; init; }

    /// <summary>What was not looked at, in words; or why the plan may be old; null when there is nothing to say.</summary>
    public required string? LeftOut { get; init; }

    /// <summary>The territories that were asked, the nearest first; left out when it was one alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AskedTerritory>? Territories { get; init; }

    /// <summary>Promises that could be kept only if others were broken; left out where there are none, or moving others was not allowed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BeyondPromise>? BeyondPromises { get; init; }

    /// <summary>The version of the bid prices behind the cost lines of kind <c>opportunity</c>; of several territories, the nearest's. Left out where nothing is known of demand yet, or it is switched off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BidPriceVersion { get; init; }

    /// <summary>How long the search itself took, in microseconds.</summary>
    public required long SearchMicroseconds { get; init; }
}
