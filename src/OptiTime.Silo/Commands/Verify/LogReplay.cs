using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Verification;
using OptiTime.Storage.Serialization;

namespace OptiTime.Silo.Commands.Verify;

/// <summary>Replays the log of a territory from its first version, checks it on the way, and counts what went by.</summary>
internal sealed class LogReplay(string log)
{
    private readonly LogChecker _checker = new();
    private readonly TouchedCommitments _follower = new();
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

    /// <summary>The commitments each version touched.</summary>
    internal HashSet<(string Commitment, long Version)> Touched { get; } = [];

    /// <summary>Replays the log; the board of each version of which there is a snapshot must be that of the snapshot.</summary>
    /// <param name="store">The store.</param>
    /// <param name="snapshots">The digests of the snapshots, by version.</param>
    /// <param name="versionDone">Told how many versions went by.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task RunAsync(IPlanLog store, IReadOnlyDictionary<long, string> snapshots, Action<long> versionDone, CancellationToken stop)
    {
        await foreach (LogEntry entry in store.ReadAsync(log, 0, stop))
        {
            Board? before = Board;
            Breaches.AddRange(_checker.Next(entry));
            Count(entry, before);
            Touched.UnionWith(_follower.Next(entry).Select(commitment => (commitment, entry.Version)));
            if (snapshots.TryGetValue(entry.Version, out string? digest)) Compare(entry.Version, digest);
            versionDone(++Versions);
        }
        foreach (long version in snapshots.Keys.Where(version => version > Versions).Order())
            Breaches.Add(new Breach("snapshot", $"The snapshot of '{log}' stands at version {version}, but the log ends at {Versions}."));
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

    private void Compare(long version, string digest)
    {
        if (Board is { } board && digest != PlanDigest.Of(BoardSnapshot.Of(board)))
            Breaches.Add(new Breach("snapshot", $"The snapshot of '{log}' at version {version} is not the board its log gives."));
    }
}
