using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>Where a role could be played.</summary>
/// <param name="Point">The point to travel to; null for resources that do not travel.</param>
/// <param name="Site">The site, where it is one.</param>
/// <param name="Place">The number of the place on the board; -1 where it has none.</param>
internal sealed record Target(Location? Point, SiteEntry? Site, int Place = -1);

/// <summary>
/// A way to keep a promise that a scan found, taken out of the arrays the next scan uses. It refers to nothing, so that moving hundreds of them
/// about costs the collector nothing.
/// </summary>
/// <param name="Found">Where.</param>
/// <param name="Promise">What the customer is told.</param>
/// <param name="Earliest">The first moment it may start.</param>
/// <param name="Latest">The last moment it may start.</param>
/// <param name="Day">The local day of the promise.</param>
/// <param name="TimeOfDay">When in that day it begins.</param>
/// <param name="Target">Where it is played: the index among the targets of the search.</param>
internal readonly record struct Option(
    Candidate Found, Interval Promise, Moment Earliest, Moment Latest, int Day, Seconds TimeOfDay, int Target) : IChoice
{
    /// <inheritdoc/>
    public long Rank => Found.Rank;

    /// <inheritdoc/>
    public Moment From => Promise.From;
}

/// <summary>How much a search may still look at, and what it had to leave out.</summary>
/// <param name="budget">The positions it may look at.</param>
/// <param name="stop">The stop signal from the edge.</param>
internal struct Work(long budget, CancellationToken stop)
{
    /// <summary>How many positions were looked at.</summary>
    internal long Looked { get; set; }

    /// <summary>How many positions it may still look at.</summary>
    internal readonly long Left => Math.Max(0, budget - Looked);

    /// <summary>The first local day that was not looked at to the end; null when all were.</summary>
    internal int? FirstDayLeftOut { get; private set; }

    /// <summary>Whether nobody wants the answer any more.</summary>
    internal readonly CancellationToken Stop => stop;

    /// <summary>Whether a day may still be looked at; otherwise it is noted as left out.</summary>
    internal bool MayLookAt(int day)
    {
        if (Looked < budget && !stop.IsCancellationRequested) return true;
        LeaveOut(day);
        return false;
    }

    /// <summary>Notes that a day was not looked at to the end.</summary>
    internal void LeaveOut(int day) => FirstDayLeftOut = Math.Min(FirstDayLeftOut ?? day, day);
}
