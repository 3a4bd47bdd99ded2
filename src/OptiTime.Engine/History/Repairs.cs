using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.History;

/// <summary>A page of the ledger.</summary>
/// <param name="Entries">The entries, each with the version of the log that holds it, oldest first.</param>
/// <param name="Next">The version after which the next page begins; null for the last.</param>
public sealed record RepairPage(ImmutableArray<(long Version, RepairEntry Entry)> Entries, long? Next);

/// <summary>Reads the ledger of repairs from the logs: only the versions that hold entries of it.</summary>
/// <param name="log">The logs.</param>
/// <param name="directory">Knows which versions hold entries.</param>
public sealed class Repairs(IPlanLog log, IPlanDirectory directory)
{
    /// <summary>An entry; null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<RepairEntry?> FindAsync(string territory, long version, string id, CancellationToken stop) =>
        (await log.ReadAsync(territory, [version], stop)).SelectMany(EntriesOf).Select(one => one.Entry).FirstOrDefault(entry => entry.Id == id);

    /// <summary>A page of the ledger of a territory, oldest first.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="from">Taken in at this time or later; null for any.</param>
    /// <param name="to">Taken in before this time; null for any.</param>
    /// <param name="after">In a version after this one.</param>
    /// <param name="limit">Of at most so many versions.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<RepairPage> ListAsync(string territory, Moment? from, Moment? to, long after, int limit, CancellationToken stop)
    {
        // A version carries the time at which it was taken, and times never go back.
        if (from is { } begin) after = Math.Max(after, await log.VersionAtAsync(territory, begin - new Seconds(1), stop));
        long last = to is { } end ? await log.VersionAtAsync(territory, end - new Seconds(1), stop) : long.MaxValue;
        long[] versions = [.. (await directory.VersionsOfAsync(territory, RepairEntry.LedgerName, stop)).Where(version => version > after && version <= last).Take(limit + 1)];
        IReadOnlyList<LogEntry> entries = await log.ReadAsync(territory, [.. versions.Take(limit)], stop);
        return new RepairPage([.. entries.SelectMany(EntriesOf)], versions.Length > limit ? versions[limit - 1] : null);
    }

    private static IEnumerable<(long Version, RepairEntry Entry)> EntriesOf(LogEntry entry) =>
        entry.Changes.OfType<RepairRecorded>().Select(recorded => (entry.Version, recorded.Repair));
}
