using System.Diagnostics.Metrics;

namespace OptiTime.Engine.Planners;

/// <summary>What planners count, each figure declared once. They are counted for the whole process.</summary>
public static class EngineMeter
{
    /// <summary>The meter's name, for whoever listens.</summary>
    public const string Name = "OptiTime.Engine";

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Appends = Meter.CreateCounter<long>("optitime.appends", "{append}", "Groups of commands sent to the log.");

    internal static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>("optitime.group.size", "{command}", "Commands committed together.");

    internal static readonly Counter<long> VersionsLost = Meter.CreateCounter<long>(
        "optitime.versions.lost", "{append}", "Appends that lost their version to another silo.");

    internal static readonly Counter<long> DecidedAgain = Meter.CreateCounter<long>(
        "optitime.commands.decided_again", "{command}", "Commands decided once more after a lost version, a guard that failed, or another command taken out of their group.");

    internal static readonly Counter<long> Contended = Meter.CreateCounter<long>(
        "optitime.commands.contended", "{command}", "Commands given up because other silos were first too often.");

    internal static readonly Counter<long> Resends = Meter.CreateCounter<long>("optitime.appends.resent", "{append}", "Appends sent again because their reply was lost.");

    internal static readonly Counter<long> OptimizerTurns = Meter.CreateCounter<long>(
        "optitime.optimizer.turns", "{turn}",
        "Turns the optimiser had, some a second, by what came of them: it worked, rested, gave-way to callers, had nothing to do, or failed, or found another silo at work (elsewhere) or its own last search still running.");

    internal static readonly Counter<long> OptimizerSlices = Meter.CreateCounter<long>("optitime.optimizer.slices", "{slice}", "Searches for a cheaper plan.");

    internal static readonly Counter<double> OptimizerWork = Meter.CreateCounter<double>(
        "optitime.optimizer.work", "s", "What they took. The amount saved divided by this is what a second of work brings.");

    internal static readonly Counter<long> OptimizerSaved = Meter.CreateCounter<long>(
        "optitime.optimizer.saved", "{cent}", "What plans became cheaper by, in hundredths of the territories' currencies, the trouble of those who were moved taken off.");

    internal static readonly Counter<long> OptimizerBatches = Meter.CreateCounter<long>(
        "optitime.optimizer.batches", "{batch}", "Moves that were made together (outcome made), or were not because the plan had changed meanwhile (outcome refused).");

    internal static readonly Counter<long> OptimizerFaults = Meter.CreateCounter<long>("optitime.optimizer.faults", "{fault}", "Searches for a cheaper plan that went wrong.");

    internal static readonly Counter<long> OutcomesUnknown = Meter.CreateCounter<long>(
        "optitime.outcomes.unknown", "{append}", "Appends of which nobody could tell in time whether they were written.");
}
