using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Why, or why not: the chain of checks a search makes, with the numbers. Other customers' bookings are told by their ids alone.</summary>
public sealed record ExplainResponse
{
    /// <summary>Whether what was asked is possible.</summary>
    public required bool Possible { get; init; }

    /// <summary>The whole of it in a sentence or two.</summary>
    public required string Verdict { get; init; }

    /// <summary>The territory of the resource told about.</summary>
    public required string Territory { get; init; }

    /// <summary>The resource told about: the one asked, or else the best, or the one that comes closest. Null where there is none.</summary>
    public required string? Resource { get; init; }

    /// <summary>The start told about: the one asked, or else the best, or the one that comes closest. Null where there is none to look at.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>The first check that failed; null where it is possible.</summary>
    public required string? Failing { get; init; }

    /// <summary>What would help; null where it is possible, or nothing would.</summary>
    public required string? Remedy { get; init; }

    /// <summary>The checks of that resource at that start, in the order in which a search makes them.</summary>
    public required IReadOnlyList<ExplainedCheck> Checks { get; init; }

    /// <summary>What can be offered then: complete, and can be held like any other. Null where it is not possible.</summary>
    public required Offer? Offer { get; init; }

    /// <summary>Why not earlier, where no start was asked about; null where nothing earlier could be asked for.</summary>
    public required EarlierStart? Earlier { get; init; }

    /// <summary>Where several take part: how each role of the first step could be played. Empty where one does.</summary>
    public required IReadOnlyList<ExplainedRole> Roles { get; init; }

    /// <summary>Where no resource was asked about and one takes part: at which check how many fall, in the order of the checks. Empty where one was.</summary>
    public required IReadOnlyList<ExplainedFall> Falls { get; init; }

    /// <summary>The version of the plan that was looked at.</summary>
    public required long PlanVersion { get; init; }

    /// <summary>What the answer is worth.</summary>
    public required AnswerWorth Completeness { get; init; }

    /// <summary>What was not looked at, in words; or why the plan may be old; null when there is nothing to say.</summary>
    public required string? LeftOut { get; init; }

    /// <summary>How long ago the plan was last known to be the newest, in seconds; left out unless <c>completeness</c> is <c>stale</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StaleSeconds { get; init; }
}
