using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>What a planner needs to know of the state its log describes: how it begins, goes on, decides and is written down.</summary>
internal abstract class LogMachine<TState>(string log) where TState : class
{
    /// <summary>The name of the log.</summary>
    internal string Log => log;

    /// <summary>The version of the code that applies changes.</summary>
    internal abstract int Applier { get; }

    /// <summary>The version a state stands at; 0 for none.</summary>
    internal abstract long VersionOf(TState? state);

    /// <summary>The time a state's log has reached; the epoch for none.</summary>
    internal abstract Moment TimeOf(TState? state);

    /// <summary>The state of a snapshot.</summary>
    internal abstract TState Restore(Snapshot snapshot);

    /// <summary>The state after some entries; at least one.</summary>
    internal abstract TState Apply(TState? state, IReadOnlyList<LogEntry> entries);

    /// <summary>The state if a decision were recorded.</summary>
    internal abstract TState Assume(TState? state, Decision decision, long version, Moment at);

    /// <summary>What a command comes to.</summary>
    /// <param name="state">The state; null for none.</param>
    /// <param name="others">The states of other logs that the command concerns; none for most.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The present.</param>
    /// <param name="version">The version the changes would be recorded at.</param>
    internal abstract Decision Decide(TState? state, IReadOnlyList<TState> others, Command command, Moment now, long version);

    /// <summary>The state written down.</summary>
    internal abstract Snapshot ToSnapshot(TState state);

    /// <summary>Brings what the decisions read besides the state up to date.</summary>
    /// <returns>Whether something was new.</returns>
    internal abstract ValueTask<bool> RefreshAsync(CancellationToken stop);
}

/// <summary>A territory: its state is the board.</summary>
internal sealed class TerritoryMachine(string territory, Planner<Catalogue> catalogue) : LogMachine<Board>(territory)
{
    internal override int Applier => Board.ApplierVersion;

    internal override long VersionOf(Board? state) => state?.Version ?? 0;

    internal override Moment TimeOf(Board? state) => state?.At ?? default;

    internal override Board Restore(Snapshot snapshot) => Board.Restore(snapshot);

    internal override Board Apply(Board? state, IReadOnlyList<LogEntry> entries) => Board.Follow(state, entries);

    internal override Board Assume(Board? state, Decision decision, long version, Moment at) =>
        state is null
            ? Board.Begin(new LogEntry(Log, version, at, default, decision.Changes, decision.Places))
            : decision.Assumed ?? state.Assuming(decision.Changes, decision.Places, version, at);

    internal override Decision Decide(Board? state, IReadOnlyList<Board> others, Command command, Moment now, long version) =>
        Decider.Decide(state, catalogue.State ?? Catalogue.Empty, command, now, version, others);

    internal override Snapshot ToSnapshot(Board state) => BoardSnapshot.Of(state);

    internal override ValueTask<bool> RefreshAsync(CancellationToken stop) => catalogue.CatchUpAsync(stop);
}

/// <summary>The catalogue.</summary>
internal sealed class CatalogueMachine() : LogMachine<Catalogue>(Catalogue.LogName)
{
    internal override int Applier => Board.ApplierVersion;

    internal override long VersionOf(Catalogue? state) => state?.Version ?? 0;

    internal override Moment TimeOf(Catalogue? state) => state?.At ?? default;

    internal override Catalogue Restore(Snapshot snapshot) => Catalogue.Restore(snapshot);

    internal override Catalogue Apply(Catalogue? state, IReadOnlyList<LogEntry> entries) =>
        entries.Aggregate(state ?? Catalogue.Empty, (catalogue, entry) => catalogue.Apply(entry));

    internal override Catalogue Assume(Catalogue? state, Decision decision, long version, Moment at) =>
        (state ?? Catalogue.Empty).Assuming(decision.Changes, version, at);

    internal override Decision Decide(Catalogue? state, IReadOnlyList<Catalogue> others, Command command, Moment now, long version) =>
        CatalogueDecisions.Decide(state ?? Catalogue.Empty, command, now, version);

    internal override Snapshot ToSnapshot(Catalogue state) => state.ToSnapshot();

    internal override ValueTask<bool> RefreshAsync(CancellationToken stop) => new(false);
}
