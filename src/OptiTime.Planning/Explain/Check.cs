using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>What came of a check.</summary>
public enum CheckResult
{
    /// <summary>It stands in nobody's way.</summary>
    Passed,

    /// <summary>It is why not.</summary>
    Failed,

    /// <summary>It means nothing where an earlier one failed.</summary>
    NotReached,
}

/// <summary>One of the checks a search makes of a resource at a start, with the numbers.</summary>
/// <param name="Code">Which: a word of <see cref="CheckCodes"/>.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Words">What was looked at, in words with the numbers.</param>
public sealed record Check(string Code, CheckResult Result, string Words)
{
    /// <summary>By how much time it failed; null where time is not the matter.</summary>
    public Seconds? Missing { get; init; }

    /// <summary>The id of the commitment that stands in the way; null for none.</summary>
    public string? Commitment { get; init; }

    /// <summary>What would help; null where it passed.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether a dispatcher may do it all the same, with a reason.</summary>
    public bool MayBeOverridden { get; init; }
}

/// <summary>The words for checks, in the order in which they are made.</summary>
public static class CheckCodes
{
    /// <summary>The resource is of the kind the role asks for.</summary>
    public const string Kind = "kind";

    /// <summary>It can be where the role is played: it travels, stands at one of the sites, or works remotely.</summary>
    public const string Place = "place";

    /// <summary>It has the skills at their levels.</summary>
    public const string Skills = "skills";

    /// <summary>The customer does not refuse it.</summary>
    public const string Refused = "refused";

    /// <summary>It is among the required ones.</summary>
    public const string Required = "required";

    /// <summary>The start is not sooner than the service needs.</summary>
    public const string LeadTime = "lead-time";

    /// <summary>The board reaches so far.</summary>
    public const string Horizon = "horizon";

    /// <summary>It lies between the earliest start and the latest end asked for.</summary>
    public const string Asked = "asked";

    /// <summary>It begins by the deadline of the customer's service level.</summary>
    public const string ServiceLevel = "service-level";

    /// <summary>The service may be promised then: a window, or the grid of exact times.</summary>
    public const string Promise = "promise";

    /// <summary>What would be promised lies in one of the wishes.</summary>
    public const string Wish = "wish";

    /// <summary>The site is open throughout.</summary>
    public const string SiteHours = "site-hours";

    /// <summary>The resource works throughout.</summary>
    public const string WorkingTime = "working-time";

    /// <summary>No break lies in it.</summary>
    public const string Break = "break";

    /// <summary>The resource does nothing else then.</summary>
    public const string Occupied = "occupied";

    /// <summary>It comes there in time.</summary>
    public const string WayThere = "way-there";

    /// <summary>What comes after keeps its promise.</summary>
    public const string WayOn = "way-on";

    /// <summary>It is home by the end of its working period.</summary>
    public const string WayHome = "way-home";

    /// <summary>By hand: it has not begun where it stands.</summary>
    public const string Begun = "begun";

    /// <summary>By hand: it stays inside what the customer was told, or a job inside its range.</summary>
    public const string Told = "told";

    /// <summary>By hand: neither its old place nor its new one is frozen.</summary>
    public const string Frozen = "frozen";

    /// <summary>By hand: the customer takes whoever can serve, or keeps whom they have.</summary>
    public const string Chosen = "chosen";

    /// <summary>By hand: the resource works no longer than its working time says.</summary>
    public const string Overtime = "overtime";

    /// <summary>Where several take part: the others can be there too.</summary>
    public const string Together = "together";
}
