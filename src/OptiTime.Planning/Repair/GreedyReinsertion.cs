using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// The plainest repair: whoever lost their place gets the cheapest free one inside their promise, one after the other, and nobody else is moved. What other
/// repairs are compared with.
/// </summary>
public static class GreedyReinsertion
{
    private const long PositionsEach = 50_000;

    /// <summary>Puts back what it can.</summary>
    /// <param name="board">The board, on which none of those who lost their place stands.</param>
    /// <param name="lost">Who lost it.</param>
    /// <param name="budget">What the repair may cost others: it moves nobody else, so only how far and whose tours.</param>
    /// <param name="now">The present.</param>
    public static RepairPlan Find(Board board, IReadOnlyCollection<LostWork> lost, RepairBudget budget, Moment now)
    {
        var search = new SlotSearch();
        var placed = new SortedDictionary<string, (CommitmentRecorded Work, RepairMove Move)>(StringComparer.Ordinal);
        var tours = new Dictionary<TourKey, TourPlanned>();
        Board current = board;
        foreach (LostWork one in lost.OrderBy(one => one.Work.IsJob).ThenBy(one => one.Work.State == CommitmentState.Held).ThenBy(one => one.Work.Service.Class)
            .ThenBy(one => one.Work.Steps[0].Promise.To).ThenBy(one => one.Work.Id, StringComparer.Ordinal))
        {
            if (Place(search, current, one.Work, now) is not { } found) continue;
            Interval to = found.Tour.Stops.First(stop => stop.Commitment == one.Work.Id).StepTime;
            var move = new RepairMove(
                one.Work.Id, one.Work.IsJob, true, one.Work.Steps[0].Assignments[0].Resource, one.During, found.Tour.Resource, to, null);
            bool isOneMore = tours.Keys.All(key => key.Resource != found.Tour.Resource);
            if (move.Shift > budget.MaximumShift || (isOneMore && tours.Keys.Select(key => key.Resource).Distinct().Count() >= budget.MaximumResources)) continue;
            current = current.Assuming([found.Work, found.Tour], [], current.Version, current.At);
            placed.Add(one.Work.Id, (found.Work, move));
            tours[found.Tour.Key] = found.Tour;
        }
        string[] unplaced = [.. lost.Select(one => one.Work.Id).Where(id => !placed.ContainsKey(id)).Order(StringComparer.Ordinal)];
        return new RepairPlan(
            [.. placed.Values.Select(one => one.Work), .. tours.Values], [.. placed.Values.Select(one => one.Move)], [.. unplaced],
            FiguresOf(lost, placed.Values.ToArray(), unplaced, tours), false);
    }

    /// <summary>The cheapest free place; null where there is none, and for what several serve together.</summary>
    private static (CommitmentRecorded Work, TourPlanned Tour)? Place(SlotSearch search, Board board, Commitment work, Moment now)
    {
        if (work.Loan is not null || work.Steps is not [{ Assignments: [{ Role.IsForTheStep: true, Territory: null }] }]) return null;
        Asked asked = Resettling.AskedBy(board, work);
        SearchQuery query = Resettling.QueryOf(work, asked, now, PositionsEach);
        if (query.Between.IsEmpty || SlotSearch.NeedsGroup(board, query.Service)) return null;
        return search.FindOffers(board, query, now, CancellationToken.None).Offers is [{ Steps: [var step] }, ..]
            && board.FindResource(JobSearch.ResourceOf(step)) is { Territory: null } free
            ? Resettling.Settle(board, asked, free, step.Promise, step.EarliestStart, step.LatestStart, Resettling.PointFor(board, free, asked), now) : null;
    }

    private static RepairFigures FiguresOf(
        IReadOnlyCollection<LostWork> lost, (CommitmentRecorded Work, RepairMove Move)[] placed, string[] unplaced, Dictionary<TourKey, TourPlanned> tours)
    {
        var jobs = lost.Where(one => one.Work.IsJob).Select(one => one.Work.Id).ToHashSet(StringComparer.Ordinal);
        var holds = lost.Where(one => one.Work.State == CommitmentState.Held).Select(one => one.Work.Id).ToHashSet(StringComparer.Ordinal);
        var road = new Leg(
            new Seconds(placed.Sum(one => one.Work.Commitment.Travel.Time.Value)), new Metres(placed.Sum(one => one.Work.Commitment.Travel.Distance.Value)));
        return new RepairFigures(
            placed.Count(one => !one.Move.IsJob), unplaced.Count(id => !jobs.Contains(id) && !holds.Contains(id)), 0, unplaced.Count(jobs.Contains),
            tours.Keys.Select(key => key.Resource).Distinct().Count(), new Seconds(placed.Where(one => !one.Move.IsJob).Sum(one => one.Move.Shift.Value)), road,
            new Money(placed.Sum(one => one.Work.Commitment.Cost.Sum(line => line.Amount.Cents))));
    }
}
