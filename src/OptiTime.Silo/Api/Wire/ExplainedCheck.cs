namespace OptiTime.Silo.Api.Wire;

/// <summary>One of the checks a search makes.</summary>
public sealed record ExplainedCheck
{
    /// <summary>
    /// Which: <c>kind</c>, <c>place</c>, <c>skills</c>, <c>refused</c>, <c>required</c>, <c>lead-time</c>, <c>horizon</c>, <c>asked</c>, <c>service-level</c>, <c>promise</c>, <c>wish</c>,
    /// <c>site-hours</c>, <c>working-time</c>, <c>break</c>, <c>occupied</c>, <c>way-there</c>, <c>way-on</c>, <c>way-home</c>; and, where several
    /// take part, <c>together</c>.
    /// </summary>
    public required string Check { get; init; }

    /// <summary>What came of it.</summary>
    public required CheckOutcome Result { get; init; }

    /// <summary>What was looked at, with the numbers.</summary>
    public required string Words { get; init; }

    /// <summary>By how many seconds it failed; null where time is not the matter.</summary>
    public required int? MissingSeconds { get; init; }

    /// <summary>The hold or booking that stands in the way; null for none.</summary>
    public required string? Commitment { get; init; }
}
