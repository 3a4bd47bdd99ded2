using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Verification;
using OptiTime.Storage.Serialization;

namespace OptiTime.Silo.Commands.Verify;

/// <summary>Replays the log of a territory from its first version, checks it on the way, and counts what went by.</summary>
internal sealed class LogReplay(string log)
{
    private readonly LogChecker _checker = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>The breaches found.</summary>
    internal List<Breach> Breaches { get; } = [];

    /// <summary>The board after the last version that could be applied; null when there was none.</summary>
    internal Board? Board => _checker.Board;

    /// <summary>How many versions went by.</summary>
    internal long Versions { get; private set; }

    /// <summary>How many commitments began.</summary>
    internal int Commitments => _begun.Count;

    /// <summary>How many holds were released or expired.</summary>
    internal int HoldsEnded { get; private set; }

    /// <summary>Commitments that left the board with their day: over, not ended.</summary>
    internal HashSet<string> Past { get; } = new(StringComparer.Ordinal);

    /// <summary>Replays the log; where a snapshot is given, the board it was written from must be the same.</summary>
    internal async Task RunAsync(IPlanLog store, Snapshot? snapshot, Action<long> versionDone, CancellationToken stop)
    {
        await foreach (LogEntry entry in store.ReadAsync(log, 0, stop))
        {
            Board? before = Board;
            Breaches.AddRange(_checker.Next(entry));
            Count(entry, before);
            if (snapshot?.Version == entry.Version) Compare(snapshot);
            versionDone(++Versions);
        }
        if (snapshot?.Version > Versions)
            Breaches.Add(new Breach("snapshot", $"The snapshot of '{log}' stands at version {snapshot.Version}, but the log ends at {Versions}."));
        if (Board is { } board) Breaches.AddRange(BoardChecker.Check(BoardSnapshot.Of(board)));
    }

    private void Count(LogEntry entry, Board? before)
    {
        foreach (Change change in entry.Changes)
        {
            if (change is CommitmentRecorded recorded) _begun.Add(recorded.Commitment.Id);
            if (change is CommitmentEnded { Ending: Ending.Released or Ending.Expired }) HoldsEnded++;
        }
        if (before is null || !entry.Changes.Any(change => change is HorizonAdvanced)) return;
        Past.UnionWith(before.Commitments.Keys.Where(id => Board?.Commitments.ContainsKey(id) == false));
        Past.ExceptWith(entry.Changes.OfType<CommitmentEnded>().Select(ended => ended.Id));
    }

    private void Compare(Snapshot snapshot)
    {
        if (Board is { } board && PlanDigest.Of(snapshot) != PlanDigest.Of(BoardSnapshot.Of(board)))
            Breaches.Add(new Breach("snapshot", $"The snapshot of '{log}' at version {snapshot.Version} is not the board its log gives."));
    }
}
