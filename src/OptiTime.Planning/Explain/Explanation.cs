using System.Collections.Immutable;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>Why one resource could start at a time, or why not.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Start">The start that was looked at; null where there is none to look at.</param>
/// <param name="Checks">The chain of checks, in order.</param>
/// <param name="Offer">What could be offered then; null where it is not possible.</param>
public sealed record ResourceExplanation(string Resource, Moment? Start, ImmutableArray<Check> Checks, FoundOffer? Offer)
{
    /// <summary>Whether it could.</summary>
    public bool IsPossible => Offer is not null;

    /// <summary>The first check that failed; null where none did.</summary>
    public Check? Failing => Checks.FirstOrDefault(check => check.Result == CheckResult.Failed);

    /// <summary>By how much time it is missed: nothing where it is possible, null where time is not the matter.</summary>
    public Seconds? Missing => IsPossible ? Seconds.Zero : Failing?.Missing;
}

/// <summary>The resources that fall at one check.</summary>
/// <param name="Code">The check: a word of <see cref="CheckCodes"/>.</param>
/// <param name="Resources">How many fall at it.</param>
/// <param name="Nearest">The one of them that comes closest.</param>
public sealed record Fall(string Code, int Resources, ResourceExplanation Nearest);

/// <summary>How a role of the first step could be played at a start.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Needed">How many it takes.</param>
/// <param name="Fit">How many resources could play it if only they had time.</param>
/// <param name="Free">How many units of them have time then, each seen by itself.</param>
/// <param name="Nearest">Of those that have not, the one that comes closest; null where all have, or nobody fits.</param>
public sealed record RoleExplanation(string Role, int Needed, int Fit, int Free, ResourceExplanation? Nearest)
{
    /// <summary>Whether there are too few.</summary>
    public bool IsLacking => Free < Needed;
}

/// <summary>Why the start before the best is not offered.</summary>
/// <param name="Start">The earliest start that could be asked about.</param>
/// <param name="Words">Why it is not the best, in a sentence.</param>
public sealed record Earlier(Moment Start, string Words);

/// <summary>Why, or why not.</summary>
/// <param name="Verdict">The whole of it in a sentence.</param>
/// <param name="Told">The resource asked about; where none was named, the best that can serve, or else the one that comes closest. Null where there is nobody.</param>
/// <param name="Falls">Where no resource was named: at which check how many fall, in the order of the checks. Empty where one was.</param>
/// <param name="Earlier">Where no start was named and one was found: why not earlier; null where nothing earlier could be asked for.</param>
/// <param name="LeftOut">What was not looked at, in words; null when nothing was left out.</param>
public sealed record Explanation(string Verdict, ResourceExplanation? Told, ImmutableArray<Fall> Falls, Earlier? Earlier, string? LeftOut)
{
    /// <summary>Whether what was asked is possible.</summary>
    public bool IsPossible => Told?.IsPossible == true;

    /// <summary>Where several take part: how each role of the first step could be played. Empty where one does.</summary>
    public ImmutableArray<RoleExplanation> Roles { get; init; } = [];
}
