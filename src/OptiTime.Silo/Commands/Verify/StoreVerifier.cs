using System.Globalization;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Verification;
using OptiTime.Storage.Serialization;

namespace OptiTime.Silo.Commands.Verify;

/// <summary>Checks all that a store holds: every log from its first version, the tables beside it, and the snapshots.</summary>
/// <param name="log">The logs.</param>
/// <param name="directory">The tables.</param>
internal sealed class StoreVerifier(IPlanLog log, IPlanDirectory directory)
{
    // A log is told to be at this share and more of itself when nobody knows how long it is: 1,000 versions are half, 2,000 two thirds.
    private const double HalfOfUnknown = 1_000;

    /// <summary>Checks everything.</summary>
    /// <param name="report">Told how far it has come.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<IReadOnlyList<LogVerdict>> RunAsync(Action<double, string> report, CancellationToken stop)
    {
        IReadOnlyList<string> names = await log.ListAsync(stop);
        var verdicts = new List<LogVerdict>();
        var loans = new LoanChecker();
        foreach (string name in names)
        {
            verdicts.Add(name == Catalogue.LogName ? await CatalogueAsync(stop) : await TerritoryAsync(name, loans, version => Tell(name, version), stop));

            void Tell(string part, long version) => report(
                (verdicts.Count + (version / (version + HalfOfUnknown))) / names.Count,
                string.Create(CultureInfo.InvariantCulture, $"{part}, version {version:N0}"));
        }
        // What stands in two plans can only be compared once both are known.
        ILookup<string, Breach> apart = loans.Check().ToLookup(breach => breach.Territory, breach => breach.Breach);
        return [.. verdicts.Select(verdict => verdict with { Breaches = [.. verdict.Breaches, .. apart[verdict.Log]] })];
    }

    private async Task<LogVerdict> TerritoryAsync(string name, LoanChecker loans, Action<long> versionDone, CancellationToken stop)
    {
        SortedDictionary<long, string> snapshots = await SnapshotsAsync(name, stop);
        var replay = new LogReplay(name);
        await replay.RunAsync(log, snapshots, versionDone, stop);
        replay.Breaches.AddRange(ProjectionComparison.OfTouched(name, replay.Touched, await directory.TouchedAsync(name, stop)));
        IReadOnlyList<AssignmentRow> assignments = [];
        if (replay.Board is { } board)
        {
            loans.Add(BoardSnapshot.Of(board));
            assignments = await directory.AssignmentsAsync(name, board.Clock.StartOf(board.FirstDay), stop);
            replay.Breaches.AddRange(ProjectionComparison.OfAssignments(board, assignments));
            replay.Breaches.AddRange(ProjectionComparison.OfCommitments(board, await directory.LivingAsync(name, stop), replay.Past));
        }
        return new LogVerdict(
            name, replay.Versions, replay.Commitments, replay.Board?.Commitments.Count ?? 0, assignments.Count, replay.HoldsEnded,
            snapshots.Count == 0 ? null : snapshots.Keys.Last(), replay.Breaches);
    }

    /// <summary>The digests of all snapshots of a log, by version.</summary>
    private async Task<SortedDictionary<long, string>> SnapshotsAsync(string name, CancellationToken stop)
    {
        var digests = new SortedDictionary<long, string>();
        for (long last = long.MaxValue; await log.ReadSnapshotAsync(name, Board.ApplierVersion, last, stop) is { } snapshot; last = snapshot.Version - 1)
            digests[snapshot.Version] = PlanDigest.Of(snapshot);
        return digests;
    }

    private async Task<LogVerdict> CatalogueAsync(CancellationToken stop)
    {
        Snapshot? snapshot = await log.ReadSnapshotAsync(Catalogue.LogName, Board.ApplierVersion, stop);
        Catalogue catalogue = Catalogue.Empty;
        var breaches = new List<Breach>();
        await foreach (LogEntry entry in log.ReadAsync(Catalogue.LogName, 0, stop))
        {
            if (entry.Version != catalogue.Version + 1)
            {
                breaches.Add(new Breach(PlanRules.Version, $"Log '{Catalogue.LogName}' version {entry.Version} follows version {catalogue.Version}."));
                break;
            }
            if (entry.At < catalogue.At)
                breaches.Add(new Breach(PlanRules.Time, $"Log '{Catalogue.LogName}' version {entry.Version} was taken at {entry.At}, before {catalogue.At}."));
            catalogue = catalogue.Apply(entry);
            if (snapshot?.Version == entry.Version && PlanDigest.Of(snapshot) != PlanDigest.Of(catalogue.ToSnapshot()))
                breaches.Add(new Breach("snapshot", $"The snapshot of the catalogue at version {entry.Version} is not what its log gives."));
        }
        return new LogVerdict(Catalogue.LogName, catalogue.Version, 0, 0, 0, 0, snapshot?.Version, breaches);
    }
}
