using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;

namespace OptiTime.Planning.History;

/// <summary>
/// Finds why a commitment slid. The log holds no causes, but one version holds all that happened together: what joined or left the tour, or
/// changed its resource, in the version that moved the planned time is what moved it.
/// </summary>
public static class SlideCauses
{
    /// <summary>The other commitments whose earlier stories must be known to tell: those the entry recorded and planned, and those it ended.</summary>
    /// <param name="commitment">The commitment that slid.</param>
    /// <param name="entry">The entry that moved it.</param>
    public static IReadOnlySet<string> Suspects(string commitment, LogEntry entry)
    {
        var recorded = entry.Changes.OfType<CommitmentRecorded>().Select(change => change.Commitment.Id);
        var planned = entry.Changes.OfType<TourPlanned>().SelectMany(tour => tour.Stops).Select(stop => stop.Commitment);
        var ended = entry.Changes.OfType<CommitmentEnded>().Select(change => change.Id);
        return recorded.Intersect(planned, StringComparer.Ordinal).Union(ended, StringComparer.Ordinal).Where(id => id != commitment)
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>Why a commitment slid.</summary>
    /// <param name="slide">What happened to it.</param>
    /// <param name="entry">The entry that says so.</param>
    /// <param name="suspects">The suspects, each with the earlier entries that touched it.</param>
    public static ImmutableArray<SlideCause> Of(
        CommitmentEvent slide, LogEntry entry, IEnumerable<(string Commitment, IReadOnlyList<LogEntry> Earlier)> suspects)
    {
        var causes = ImmutableArray.CreateBuilder<SlideCause>();
        foreach ((string id, IReadOnlyList<LogEntry> earlier) in suspects)
        {
            CommitmentStory story = CommitmentStory.Of(id, earlier);
            if (KindOf(slide.Tours, entry, story) is { } kind)
                causes.Add(new SlideCause(kind, id, story.Commitment!.State == CommitmentState.Held, story.Commitment.IsJob, story.Commitment.Loan));
        }
        foreach (ResourceDefined defined in entry.Changes.OfType<ResourceDefined>().Where(change => slide.Tours.Any(tour => tour.Resource == change.Resource.Id)))
            causes.Add(new SlideCause(SlideCauseKind.ResourceChanged, defined.Resource.Id, IsHold: false));
        return causes.DrainToImmutable();
    }

    /// <summary>The disruptions whose repairs in an entry concern a commitment.</summary>
    public static ImmutableArray<SlideCause> Disruptions(string commitment, LogEntry entry) =>
    [
        .. entry.Changes.OfType<RepairRecorded>().Where(change => change.Repair.Lines.Any(line => line.Commitment == commitment))
            .Select(change => new SlideCause(SlideCauseKind.Disruption, change.Repair.Id, IsHold: false)),
    ];

    /// <summary>What another did to the tours; goes on with its story past the entry.</summary>
    private static SlideCauseKind? KindOf(ImmutableArray<TourKey> tours, LogEntry entry, CommitmentStory other)
    {
        bool stood = IsIn(tours, other);
        string? offer = other.Commitment?.Offer;
        other.Next(entry);
        if (!IsIn(tours, other)) return stood || CameAndWent(tours, entry, other.Id) ? SlideCauseKind.Left : null;
        if (!stood) return SlideCauseKind.Added;
        bool isMoved = offer != other.Commitment?.Offer || other.Events.Any(happened => happened is { Kind: CommitmentEventKind.Moved or CommitmentEventKind.Renegotiated } && happened.Version == entry.Version);
        return isMoved ? SlideCauseKind.Moved : null;
    }

    private static bool IsIn(ImmutableArray<TourKey> tours, CommitmentStory story) => story.IsLiving && story.Tours.Intersect(tours).Any();

    /// <summary>Whether one of a group of commands put it into a tour and a later one took it out.</summary>
    private static bool CameAndWent(ImmutableArray<TourKey> tours, LogEntry entry, string id) => entry.Changes.OfType<TourPlanned>()
        .Any(tour => tours.Contains(tour.Key) && tour.Stops.Any(stop => stop.Commitment == id));
}
