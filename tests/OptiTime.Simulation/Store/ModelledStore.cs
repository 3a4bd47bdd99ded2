using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Checks;

namespace OptiTime.Simulation.Store;

/// <summary>
/// The store as it should be, in memory: versions, guards, ids of appends, answers, the constraint against double booking, snapshots. Written
/// from the promises of <see cref="IPlanLog"/>, not from a database; the mutants are its only defects.
/// </summary>
internal sealed class ModelledStore(Mutant mutant, Dice dice, Referee referee)
{
    private const double EntriesLost = 0.02;

    private readonly Dictionary<string, List<LogEntry>> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<IdempotencyKey, StoredAnswer> _answers = [];
    private readonly Occupancy _occupancy = new(forgetful: mutant == Mutant.DeactivationForgotten);

    /// <summary>The names of the logs that have entries, in order.</summary>
    internal IReadOnlyList<string> Names => [.. _logs.Where(log => log.Value.Count > 0).Select(log => log.Key).Order(StringComparer.Ordinal)];

    /// <summary>The entries of a log.</summary>
    internal List<LogEntry> EntriesOf(string log) => _logs.TryGetValue(log, out List<LogEntry>? entries) ? entries : _logs[log] = [];

    /// <summary>Where a log stands; 0 before its first entry.</summary>
    internal long VersionOf(string log) => EntriesOf(log).Count;

    /// <summary>The first answer to a key.</summary>
    internal StoredAnswer? FindAnswer(IdempotencyKey key) => _answers.GetValueOrDefault(key);

    /// <summary>The newest snapshot of a log.</summary>
    internal Snapshot? SnapshotOf(string log) => _snapshots.GetValueOrDefault(log);

    /// <summary>Keeps a snapshot, unless a newer one is there.</summary>
    internal void Keep(Snapshot snapshot)
    {
        if (SnapshotOf(snapshot.Log) is not { } kept || kept.Version < snapshot.Version) _snapshots[snapshot.Log] = snapshot;
    }

    /// <summary>Appends, or says why not.</summary>
    /// <param name="append">The append.</param>
    /// <param name="clock">The store's clock, now that the versions are taken.</param>
    /// <param name="began">The store's clock when the statement began.</param>
    /// <param name="silo">The clock of the silo that sent it.</param>
    internal AppendOutcome Append(Append append, Moment clock, Moment began, Moment silo)
    {
        Moment last = default;
        foreach (LogPart part in append.Parts.OrderBy(part => part.Log, StringComparer.Ordinal))
        {
            List<LogEntry> entries = EntriesOf(part.Log);
            if (entries.Count != part.ExpectedVersion && Lost(append, part, entries) is { } lost) return lost;
            if (entries.Count > 0) last = Moment.Max(last, entries[^1].At);
        }
        Moment at = Moment.Max(clock, last);
        Moment asked = mutant switch
        {
            Mutant.SiloClock => silo,
            Mutant.GuardAtStatementStart => Moment.Max(began, last),
            Mutant.GuardBehindTheLog => clock,
            _ => at,
        };
        foreach ((int command, Guard guard) in append.Guards)
        {
            if (!Holds(guard, asked)) return new GuardFailed(command, guard, asked);
        }
        foreach (StoredAnswer answer in append.Answers)
        {
            if (_answers.TryGetValue(answer.Key, out StoredAnswer? first)) return new AlreadyAnswered(answer.Command, first);
        }
        if (_occupancy.Take(append.Parts, at) is { } refused)
        {
            referee.Refused(refused);
            return refused;
        }
        // What an append of several logs does is judged by the time that any of them has reached, should the clock have been set back.
        foreach (LogPart part in mutant == Mutant.HalfWritten ? append.Parts.Take(1) : append.Parts) Write(append, part, EntriesOf(part.Log), at, Moment.Max(clock, last));
        referee.WrittenTogether(append);
        return new Appended(at);
    }

    private void Write(Append append, LogPart part, List<LogEntry> entries, Moment at, Moment clock)
    {
        if (mutant == Mutant.LostEntry && dice.Happens(EntriesLost)) return;
        if (mutant != Mutant.NoIdempotency)
        {
            foreach (StoredAnswer answer in append.Answers) _answers[answer.Key] = answer;
        }
        var entry = new LogEntry(part.Log, entries.Count + 1, at, append.Id, part.Changes, append.Places);
        entries.Add(entry);
        referee.Written(entry, part == append.Parts[0] ? append.Answers : [], clock);
    }

    /// <summary>What is told to an append whose version is gone; null where a mutant takes it all the same.</summary>
    private AppendOutcome? Lost(Append append, LogPart part, List<LogEntry> entries)
    {
        if (part.ExpectedVersion < entries.Count && entries[(int)part.ExpectedVersion] is { } taken && taken.AppendId == append.Id
            && mutant != Mutant.AppendIdForgotten)
            return new Appended(taken.At);
        bool isTaken = mutant == Mutant.NoVersionCheck
            || (mutant == Mutant.DoubleConfirm && part.Changes.All(change => change is CommitmentRecorded { Commitment.State: CommitmentState.Confirmed }));
        return isTaken ? null : new VersionLost(part.Log, entries.Count);
    }

    private bool Holds(Guard guard, Moment asked) => guard switch
    {
        OnlyBefore before => asked < before.Time,
        OnlyAfter after => asked >= after.Time,
        OnlyAt at => VersionOf(at.Log) == at.Version,
        _ => throw new InvalidOperationException($"The modelled store cannot evaluate a {guard.GetType().Name}."),
    };
}
