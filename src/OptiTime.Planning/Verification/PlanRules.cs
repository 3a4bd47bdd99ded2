namespace OptiTime.Planning.Verification;

/// <summary>The rules a plan and its log are held to, by the names under which a breach is told.</summary>
public static class PlanRules
{
    /// <summary>A snapshot begins with its territory, and every tour belongs to a resource and a working period that are there, once.</summary>
    public const string Facts = "facts";

    /// <summary>Working periods stand in order without overlap, on days of the board, with their breaks inside and in order.</summary>
    public const string Calendar = "calendar";

    /// <summary>No unit of a resource is occupied twice at one time.</summary>
    public const string DoubleBooking = "double-booking";

    /// <summary>A stop lies inside the working period of its tour.</summary>
    public const string WorkingPeriod = "working-period";

    /// <summary>A stop overlaps no break.</summary>
    public const string Break = "break";

    /// <summary>The stops of a tour stand in the order of their times.</summary>
    public const string Order = "order";

    /// <summary>There is time for the way to every stop and home again, breaks not counted.</summary>
    public const string Travel = "travel";

    /// <summary>A recorded way is as long as the places and the travel profile say, and nobody drives faster than the profile.</summary>
    public const string Leg = "leg";

    /// <summary>A stop starts within the starts agreed, and those lie within the promise.</summary>
    public const string Promise = "promise";

    /// <summary>A stop takes as long as was committed: of its part of the step, with setup and clean-up, no more and no less.</summary>
    public const string Duration = "duration";

    /// <summary>Everybody who takes part in a step is there at the same time.</summary>
    public const string Together = "together";

    /// <summary>Whoever requires others has them there, for the same time.</summary>
    public const string Required = "required";

    /// <summary>A step follows the one before it within the lags that were sold, with the same resources and on a later day where that was sold.</summary>
    public const string Following = "following";

    /// <summary>What is lent stands at one fixed time, in the plan of the lender as in that of the borrower, in the same state and with the same resources.</summary>
    public const string Lending = "lending";

    /// <summary>A resource is of the kind and has the skills and levels of the role it plays.</summary>
    public const string Qualification = "qualification";

    /// <summary>A resource can be where its role is played.</summary>
    public const string Mobility = "mobility";

    /// <summary>A unit's number is below the capacity of its resource.</summary>
    public const string Unit = "unit";

    /// <summary>What is done at a site is done while the site is open.</summary>
    public const string SiteHours = "site-hours";

    /// <summary>Every assignment of a living commitment stands in exactly one tour, and every stop belongs to one.</summary>
    public const string Standing = "standing";

    /// <summary>A hold has an expiry; nothing else has one.</summary>
    public const string Expiry = "expiry";

    /// <summary>The versions of a log count from 1 without gaps, and all belong to one log.</summary>
    public const string Version = "version";

    /// <summary>The times of a log never go back.</summary>
    public const string Time = "time";

    /// <summary>A commitment begins once, ends at most once, by an ending that fits it, and never changes afterwards; what was promised never becomes a job, nor a job a promise.</summary>
    public const string Life = "life";

    /// <summary>A hold is confirmed before it expires, and expires not before its time.</summary>
    public const string HoldTime = "hold-time";

    /// <summary>An offer is taken up at most once.</summary>
    public const string Offer = "offer";

    /// <summary>A proposal pins whom it would move, keeps their new places for as long as it is open, and is opened and ended once; no promise becomes another one without one that was accepted, or a person who says that its customer is to be called.</summary>
    public const string Proposal = "proposal";

    /// <summary>Every entry of a log can be applied to the board before it.</summary>
    public const string Replay = "replay";
}
