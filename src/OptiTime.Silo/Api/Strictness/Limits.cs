namespace OptiTime.Silo.Api.Strictness;

/// <summary>The named limits of the edge. The error that a limit causes gives its name and its value.</summary>
internal static class Limits
{
    /// <summary>The most bytes the body of a single call may have.</summary>
    public const int BodyBytes = 256 * 1024;

    /// <summary>The most bytes a bulk import may have.</summary>
    public const int ImportBytes = 64 * 1024 * 1024;

    /// <summary>The most bytes a line of a bulk import may have.</summary>
    public const int ImportLineBytes = 256 * 1024;

    /// <summary>The most lines a bulk import may have.</summary>
    public const int ImportLines = 100_000;

    /// <summary>How many lines of a bulk import are on their way to the planner at once.</summary>
    public const int ImportChunk = 128;

    /// <summary>How many bulk imports run at once.</summary>
    public const int Imports = 2;

    /// <summary>How many connections may be open at once.</summary>
    public const int Connections = 10_000;

    /// <summary>How deep objects and arrays may nest.</summary>
    public const int Depth = 16;

    /// <summary>The most items an array may have where nothing smaller is said.</summary>
    public const int ArrayItems = 1_000;

    /// <summary>The most wished-for windows of a request.</summary>
    public const int Windows = 100;

    /// <summary>The most resources or sites a list of a request may name.</summary>
    public const int Names = 200;

    /// <summary>The most territories one question is put to.</summary>
    public const int TerritoriesAsked = 3;

    /// <summary>The most field errors one problem tells.</summary>
    public const int Errors = 20;

    /// <summary>The longest stretch of time a request or a list may ask about, in days.</summary>
    public const int WindowDays = 92;

    /// <summary>The longest stretch of time a plan view may show, in days.</summary>
    public const int PlanDays = 31;

    /// <summary>The most changes a what-if may make.</summary>
    public const int WhatIfChanges = 20;

    /// <summary>The most requests a what-if is tried with, before changed demand makes more of them.</summary>
    public const int WhatIfRequests = 2_000;

    /// <summary>The most days a what-if draws requests for.</summary>
    public const int WhatIfDays = 28;

    /// <summary>The most versions of a plan a what-if reads recorded bookings from.</summary>
    public const int WhatIfVersions = 20_000;

    /// <summary>The work of a what-if, in positions searches look at: three seconds or so.</summary>
    public const long WhatIfPositions = 300_000_000;

    /// <summary>How many what-ifs may wait for the one that is worked at.</summary>
    public const int WhatIfsWaiting = 4;

    /// <summary>The most items a page of a list may have.</summary>
    public const int PageItems = 1_000;

    /// <summary>The items of a page unless said otherwise.</summary>
    public const int DefaultPageItems = 100;

    /// <summary>The most versions with entries of the ledger one page tells.</summary>
    public const int RepairItems = 100;

    /// <summary>The versions of a page of the ledger unless said otherwise.</summary>
    public const int DefaultRepairItems = 20;

    /// <summary>The most bookings a page of the call-back list has: for each of them a search is made.</summary>
    public const int CallBackItems = 20;

    /// <summary>The bookings of a page of the call-back list unless said otherwise.</summary>
    public const int DefaultCallBackItems = 5;

    /// <summary>The most commitments whose histories one page tells.</summary>
    public const int HistoryItems = 100;

    /// <summary>The histories of a page unless said otherwise.</summary>
    public const int DefaultHistoryItems = 20;

    /// <summary>The most characters of a signed offer.</summary>
    public const int OfferCharacters = 128 * 1024;

    /// <summary>The most characters of an Idempotency-Key.</summary>
    public const int KeyCharacters = 200;
}
