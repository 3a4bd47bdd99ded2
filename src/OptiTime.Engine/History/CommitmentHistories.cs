using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.History;

namespace OptiTime.Engine.History;

/// <summary>Something that happened to a commitment, and where its planned time slid: why.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Causes">What else the same version did to its tour; empty unless it slid. And the disruption it comes from, if one does.</param>
public sealed record ExplainedEvent(CommitmentEvent Event, ImmutableArray<SlideCause> Causes);

/// <summary>Reads from the logs what happened to commitments, and why. Reads only the versions that touched them.</summary>
/// <param name="log">The logs.</param>
/// <param name="directory">Knows which versions touched which commitments.</param>
public sealed class CommitmentHistories(IPlanLog log, IPlanDirectory directory)
{
    /// <summary>All that happened to a commitment, in order; empty when there was none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<ImmutableArray<ExplainedEvent>> OfAsync(string territory, string commitment, CancellationToken stop)
    {
        IReadOnlyList<LogEntry> entries = await EntriesAsync(territory, commitment, long.MaxValue, stop);
        var events = ImmutableArray.CreateBuilder<ExplainedEvent>();
        foreach (CommitmentEvent happened in CommitmentStory.Of(commitment, entries).Events)
        {
            stop.ThrowIfCancellationRequested();
            LogEntry entry = entries.First(entry => entry.Version == happened.Version);
            ImmutableArray<SlideCause> causes = happened.Kind == CommitmentEventKind.Slid ? await CausesAsync(territory, happened, entry, stop) : [];
            if (happened.Kind is CommitmentEventKind.Slid or CommitmentEventKind.Moved or CommitmentEventKind.Broken or CommitmentEventKind.Released or CommitmentEventKind.Repaired or CommitmentEventKind.Booked)
                causes = [.. SlideCauses.Disruptions(commitment, entry), .. causes];
            events.Add(new ExplainedEvent(happened, causes));
        }
        return events.DrainToImmutable();
    }

    private async ValueTask<ImmutableArray<SlideCause>> CausesAsync(string territory, CommitmentEvent slide, LogEntry entry, CancellationToken stop)
    {
        var suspects = new List<(string, IReadOnlyList<LogEntry>)>();
        foreach (string suspect in SlideCauses.Suspects(slide.Commitment.Id, entry))
            suspects.Add((suspect, await EntriesAsync(territory, suspect, entry.Version - 1, stop)));
        return SlideCauses.Of(slide, entry, suspects);
    }

    private async ValueTask<IReadOnlyList<LogEntry>> EntriesAsync(string territory, string commitment, long upTo, CancellationToken stop)
    {
        IReadOnlyList<long> versions = await directory.VersionsOfAsync(territory, commitment, stop);
        return await log.ReadAsync(territory, [.. versions.Where(version => version <= upTo)], stop);
    }
}
