using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>Writes a board as the shortest list of changes that builds it. Equal boards give equal lists, in one order: the ground on which boards are compared.</summary>
public static class BoardSnapshot
{
    /// <summary>The snapshot of a board.</summary>
    public static Snapshot Of(Board board)
    {
        var changes = new List<RecordedChange>();
        changes.Add(new RecordedChange(board.SettingsVersion, new TerritoryDefined(board.Settings, board.FirstDay, board.AfterDay)));
        foreach (SiteEntry site in board.Sites.Values)
            changes.Add(new RecordedChange(site.Version, new SiteDefined(site.Site, site.Open)));
        foreach (ResourceEntry resource in board.Resources)
            changes.Add(new RecordedChange(resource.Version, new ResourceDefined(resource.Resource, resource.Periods)));
        foreach (CommitmentEntry entry in board.Commitments.Values)
            changes.Add(new RecordedChange(entry.Version, new CommitmentRecorded(entry.Commitment)));
        foreach (ProposalEntry entry in board.Proposals.Values)
            changes.Add(new RecordedChange(entry.Version, new ProposalOpened(entry.Proposal)));
        foreach (TourPlanned tour in PlannedTours(board))
            changes.Add(new RecordedChange(board.Version, tour));
        changes.Add(new RecordedChange(board.Version, board.Offers.ToChange()));
        return new Snapshot(board.Settings.Id, board.Version, board.At, [.. changes], PlacesOf(board, changes));
    }

    /// <summary>Every tour that has a stop, as the change that would plan it.</summary>
    public static IEnumerable<TourPlanned> PlannedTours(Board board) =>
        board.Lanes.SelectMany(lane => lane.Tours).Where(tour => !tour.Stops.IsEmpty)
            .Select(tour => tour.ToChange(board.ResourceOf(tour.Resource).Resource.Id))
            .OrderBy(tour => tour.Resource, StringComparer.Ordinal).ThenBy(tour => tour.Unit).ThenBy(tour => tour.PeriodStart);

    private static ImmutableArray<Place> PlacesOf(Board board, IEnumerable<RecordedChange> changes)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (RecordedChange recorded in changes) PlaceReferences.Collect(recorded.Change, ids);
        return [.. ids.Select(board.Places.PlaceOf)];
    }
}
