using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>Turns tours as they would be into changes to append, and into what is told of them.</summary>
internal static class RepairReport
{
    internal static RepairPlan Of(RepairField field, GroupRepair groups, IReadOnlyCollection<LostWork> lost, bool truncated)
    {
        RepairItem[] entered = [.. field.Items.Known.Where(item => item.IsLost || item.HasMoved)];
        // Who gave up a place and was put back between the same neighbours has only slid.
        RepairMove[] moves =
        [
            .. entered.Where(item => item.IsLost ? item.Slot >= 0 : field.IsElsewhere(item)).Select(item => MoveOf(field, item)).Concat(groups.Moves)
                .OrderBy(move => move.Commitment, StringComparer.Ordinal),
        ];
        string[] unplaced = [.. lost.Select(one => one.Work.Id).Except(moves.Where(move => move.WasLost).Select(move => move.Commitment)).Order(StringComparer.Ordinal)];
        Commitment[] settled =
        [
            .. entered.Where(item => item.Slot >= 0 || !item.IsLost).Select(item => item.Slot < 0 ? JobDecisions.PutBack(item.Work) : Settled(field, item))
                .Concat(groups.Placed).OrderBy(work => work.Id, StringComparer.Ordinal),
        ];
        TourPlanned[] tours = ToursOf(field, groups);
        return new RepairPlan(
            [.. settled.Select(work => new CommitmentRecorded(work)), .. tours], [.. moves], [.. unplaced], FiguresOf(field, groups, lost, moves, unplaced, tours), truncated);
    }

    /// <summary>The tours that are not as they were; of those that changed twice the last.</summary>
    private static TourPlanned[] ToursOf(RepairField field, GroupRepair groups)
    {
        var tours = new Dictionary<TourKey, TourPlanned>(groups.Tours);
        for (int slot = 0; slot < field.Tours.Length; slot++)
        {
            if (field.Tours[slot] == field.Given[slot]) continue;
            var tour = field.Tours[slot].Tour.ToChange(field.Tours[slot].Resource.Resource.Id);
            tours[tour.Key] = tour;
        }
        return [.. tours.Values.OrderBy(tour => tour.Resource, StringComparer.Ordinal).ThenBy(tour => tour.Unit).ThenBy(tour => tour.PeriodStart)];
    }

    private static RepairFigures FiguresOf(
        RepairField field, GroupRepair groups, IReadOnlyCollection<LostWork> lost, RepairMove[] moves, string[] unplaced, TourPlanned[] tours)
    {
        FieldTotals totals = FieldTotals.Of(field);
        Leg road = groups.Placed.Aggregate(totals.Road, (sum, work) => sum + work.Travel);
        long cents = CostUnits.ToMoney(totals.Cost).Cents + groups.Placed.Sum(work => work.Cost.Sum(line => line.Amount.Cents));
        return new RepairFigures(
            moves.Count(move => move is { WasLost: true, IsJob: false }),
            lost.Count(one => one.Work.State == CommitmentState.Confirmed && unplaced.Contains(one.Work.Id)),
            moves.Count(move => move is { WasLost: false, IsJob: false }),
            moves.Count(move => move.To is null) + lost.Count(one => one.Work.IsJob && unplaced.Contains(one.Work.Id)),
            tours.Select(tour => tour.Resource).Distinct().Count(), new Seconds((int)totals.Shifted + groups.Moves.Sum(move => move.Shift.Value)), road, new Money(cents));
    }

    private static RepairMove MoveOf(RepairField field, RepairItem item)
    {
        string? from = item.Work.Steps[0].Assignments[0].Resource is not LostWork.Nobody and var who ? who : null;
        if (item.Slot < 0) return new RepairMove(item.Id, item.IsJob, item.IsLost, from, item.During, null, null, item.MadeRoomFor);
        TourStop stop = StopOf(field, item).Stop;
        return new RepairMove(
            item.Id, item.IsJob, item.IsLost, from, item.During, field.Tours[item.Slot].Resource.Resource.Id, new Interval(stop.Start, stop.End), item.MadeRoomFor);
    }

    /// <summary>Work as it is agreed where it stands now: with the same promise.</summary>
    private static Commitment Settled(RepairField field, RepairItem item)
    {
        (RepairTour tour, int index, TourStop stop) = StopOf(field, item);
        CommittedStep step = item.Work.Steps[0];
        Assignment who = step.Assignments[0] with { Resource = tour.Resource.Resource.Id, Unit = tour.Tour.Unit };
        Leg added = Added(field.Board, tour, index);
        StartWindow between = MaySlide(field.Board, item, tour.Resource, stop);
        return item.Work with
        {
            Steps = [step with { Assignments = [who], EarliestStart = between.Earliest, LatestStart = between.Latest }],
            Travel = added,
            Cost = SlotSearch.CostOf(tour.Resource, added, item.Duration),
        };
    }

    /// <summary>Between which starts it may slide from now on: inside its promise and the hours of its site; a job inside its day, since nobody was told of it.</summary>
    private static StartWindow MaySlide(Board board, RepairItem item, ResourceEntry resource, in TourStop stop)
    {
        CommittedStep step = item.Work.Steps[0];
        if (item.IsJob) return new StartWindow(stop.Earliest, stop.Latest);
        if (step.Site is null || !resource.IsMobile || !board.Sites.TryGetValue(step.Site, out SiteEntry? site)) return new StartWindow(step.EarliestStart, step.LatestStart);
        (Moment earliest, Moment latest) = site.WhileOpen(new Interval(stop.Start, stop.End), step.EarliestStart, step.LatestStart);
        return new StartWindow(earliest, latest);
    }

    private static (RepairTour Tour, int Index, TourStop Stop) StopOf(RepairField field, RepairItem item)
    {
        RepairTour tour = field.Tours[item.Slot];
        for (int index = 0; ; index++)
        {
            if (tour.Tour.Stops[index].Key == item.Key) return (tour, index, tour.Tour.Stops[index]);
        }
    }

    /// <summary>What a stop adds to the road, beside the way that would join those before and behind it.</summary>
    private static Leg Added(Board board, RepairTour tour, int index)
    {
        if (!tour.Resource.IsMobile) return default;
        Tour stops = tour.Tour;
        Pace pace = tour.Resource.PaceFrom(board.Roads, stops.PlaceBefore(index), stops.DepartureTo(index));
        Leg direct = pace.Over(board.Places.Metres(stops.PlaceBefore(index), stops.PlaceAt(index + 1), tour.Resource.Detour));
        return SlotSearch.Added(stops.LegTo(index), stops.LegTo(index + 1), direct);
    }
}
