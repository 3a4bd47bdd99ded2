using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Runs;

/// <summary>What episodes come to, in numbers that can be added.</summary>
internal sealed class Figures
{
    internal long Episodes { get; set; }

    internal long Steps { get; set; }

    /// <summary>Calls to hold, to confirm or to book that a planner was given. One that never reached a silo is none.</summary>
    internal long Attempts { get; set; }

    /// <summary>Calls of any kind that were accepted.</summary>
    internal long Accepted { get; set; }

    /// <summary>Of them those that were told what had been answered to their key before.</summary>
    internal long Replayed { get; set; }

    internal long Refused { get; set; }

    /// <summary>Calls that were told to come again, nothing having been changed.</summary>
    internal long ComeAgain { get; set; }

    /// <summary>Of them those to which others had been first too often.</summary>
    internal long Contended { get; set; }

    /// <summary>Calls that were told that nobody knows.</summary>
    internal long Unknown { get; set; }

    /// <summary>Versions written to all logs.</summary>
    internal long Versions { get; set; }

    /// <summary>Appends to which another was first.</summary>
    internal long VersionsLost { get; set; }

    /// <summary>Appends that came too early or too late by the store's clock, or were decided on an old catalogue.</summary>
    internal long GuardsFailed { get; set; }

    /// <summary>Loans recorded: made or confirmed in the log of a lender.</summary>
    internal long Lent { get; set; }

    /// <summary>Disruptions taken in.</summary>
    internal long Disruptions { get; set; }

    /// <summary>Bookings that lost their place by one.</summary>
    internal long Broken { get; set; }

    /// <summary>Proposals opened: by offers that displace others, and by disruptions.</summary>
    internal long Proposed { get; set; }

    /// <summary>Of them those that were accepted.</summary>
    internal long Agreed { get; set; }

    /// <summary>What was assigned, unassigned, pinned or unpinned by hand.</summary>
    internal long ByHand { get; set; }

    /// <summary>The hash of all that happened; of several episodes the same in whatever order they were played.</summary>
    internal ulong Trace { get; set; }

    internal FaultTally Faults { get; } = new();

    internal void Add(Figures other)
    {
        Episodes += other.Episodes;
        Steps += other.Steps;
        Attempts += other.Attempts;
        Accepted += other.Accepted;
        Replayed += other.Replayed;
        Refused += other.Refused;
        ComeAgain += other.ComeAgain;
        Contended += other.Contended;
        Unknown += other.Unknown;
        Versions += other.Versions;
        VersionsLost += other.VersionsLost;
        GuardsFailed += other.GuardsFailed;
        Lent += other.Lent;
        Disruptions += other.Disruptions;
        Broken += other.Broken;
        Proposed += other.Proposed;
        Agreed += other.Agreed;
        ByHand += other.ByHand;
        Trace += other.Trace;
        Faults.Add(other.Faults);
    }
}
