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
}
