namespace OptiTime.Silo.Api.Wire;

/// <summary>A check that what is done by hand is held to.</summary>
public sealed record ProblemCheck
{
    /// <summary>
    /// Which: one of those of <c>/v1/explain</c>, or <c>begun</c>, <c>told</c> (what the customer was told, or the range of a job), <c>frozen</c>, <c>chosen</c> (the
    /// customer may want whom they have) and <c>overtime</c>.
    /// </summary>
    public required string Check { get; init; }

    /// <summary>What came of it.</summary>
    public required CheckOutcome Result { get; init; }

    /// <summary>What was looked at, with the numbers.</summary>
    public required string Words { get; init; }

    /// <summary>By how many seconds it failed; null where time is not the matter.</summary>
    public required int? MissingSeconds { get; init; }

    /// <summary>Whether it may be done all the same with a reason: <c>override</c>.</summary>
    public required bool MayBeOverridden { get; init; }
}
