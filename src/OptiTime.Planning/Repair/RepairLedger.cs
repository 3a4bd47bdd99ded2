using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Repair;

/// <summary>Writes what a repair came to: two boards compared, tour by tour.</summary>
/// <param name="before">The board before.</param>
/// <param name="after">The board after.</param>
internal sealed class RepairLedger(Board before, Board after)
{
    private readonly ILookup<string, Tour> _left = ToursApart(before, after), _come = ToursApart(after, before);

    /// <summary>Where a step stands with one of those who serve it.</summary>
    private readonly record struct Seat(string Resource, int Unit, int Day, Interval During)
    {
        /// <summary>Whether nothing has changed for those who come there. (An absence may have made two tours of one.)</summary>
        internal bool IsAs(Seat other) => (Resource, Unit, During) == (other.Resource, other.Unit, other.During);
    }

    /// <summary>The entry of a repair.</summary>
    /// <param name="command">What it was made for.</param>
    /// <param name="plan">What was put back, and what was moved for it.</param>
    /// <param name="now">The present.</param>
    internal RepairEntry Entry(HandleDisruption command, RepairPlan plan, Moment now)
    {
        ImmutableArray<RepairLine> lines = [.. Lines(command, plan)];
        return new RepairEntry(
            command.Id, now, command.Disruption, command.By, Totals(before, _left), Totals(after, _come),
            lines.Where(line => line.Outcome == RepairOutcome.Moved && line.Was == CommitmentState.Confirmed).Select(line => line.Commitment).Distinct().Count(),
            new Seconds(lines.Sum(line => line.Shift.Value)), lines);
    }

    private IEnumerable<RepairLine> Lines(HandleDisruption command, RepairPlan plan)
    {
        string what = FieldWords.Of(command.Disruption, before.Clock.Tell);
        (string Id, int Step)[] cameUp = command.Disruption is UrgentWork urgent ? [(urgent.Commitment, 0)] : [];
        string? longer = (command.Disruption as WorkOverruns)?.Commitment;
        SortedDictionary<(string Id, int Step), List<Seat>> from = SeatsIn(_left), to = SeatsIn(_come);
        var madeRoom = plan.Moves.Where(move => move.MadeRoomFor is not null).ToDictionary(move => move.Commitment, move => move.MadeRoomFor!, StringComparer.Ordinal);
        foreach ((string id, int step) in from.Keys.Union(to.Keys).Union(cameUp).Order())
        {
            List<Seat> left = from.GetValueOrDefault((id, step), []), come = to.GetValueOrDefault((id, step), []);
            // Of several who serve the first that is another tells what became of the step.
            Seat? was = FirstApart(left, come), now = FirstApart(come, left);
            if ((was is null && now is null && !cameUp.Contains((id, step))) || BorrowedBoard.ForeignId(id) is not null || IsKept(id)) continue;
            Commitment work = WorkOf(id);
            RepairOutcome outcome = OutcomeOf(id, was, now);
            string why = madeRoom.TryGetValue(id, out string? newcomer) ? $"made room for {command.Naming.Of(WorkOf(newcomer))}"
                : outcome == RepairOutcome.Slid && id == longer ? "it takes longer, or begins later"
                : outcome == RepairOutcome.Slid && !plan.Moves.Any(move => move.Commitment == id) ? "something else in its tour" : what;
            yield return new RepairLine(id, work.State, step, outcome, was?.Resource, was?.During, now?.Resource, now?.During, why) { Loan = work.Loan };
        }
    }

    /// <summary>Whether it is no work, but a place that is kept for a proposal, and comes or goes with that.</summary>
    private bool IsKept(string id) => WorkOf(id).Proposal is not null;

    /// <summary>Work as it was, or what has come.</summary>
    private Commitment WorkOf(string id) => (before.Commitments.TryGetValue(id, out CommitmentEntry entry) ? entry : after.Commitments[id]).Commitment;

    private static Seat? FirstApart(List<Seat> seats, List<Seat> others)
    {
        foreach (Seat seat in seats)
        {
            if (!others.Exists(seat.IsAs)) return seat;
        }
        return null;
    }

    private RepairOutcome OutcomeOf(string id, Seat? was, Seat? now)
    {
        if (was is { } left && now is { } come) return left.Resource == come.Resource && left.Unit == come.Unit && left.Day == come.Day ? RepairOutcome.Slid : RepairOutcome.Moved;
        if (now is not null) return before.Commitments.ContainsKey(id) ? RepairOutcome.Moved : RepairOutcome.Placed;
        if (!after.Commitments.TryGetValue(id, out CommitmentEntry entry)) return RepairOutcome.Released;
        return entry.Commitment.IsJob ? RepairOutcome.Waiting : RepairOutcome.Broken;
    }

    /// <summary>The tours of a board that are not as they are on another, by resource.</summary>
    private static ILookup<string, Tour> ToursApart(Board board, Board other)
    {
        var apart = new List<(string Resource, Tour Tour)>();
        for (int day = board.FirstDay; day < board.AfterDay; day++)
        {
            ImmutableArray<Tour> tours = board.ToursOf(day);
            if (tours == other.ToursOf(day)) continue;
            var same = other.ToursOf(day).ToDictionary(tour => (other.ResourceOf(tour.Resource).Resource.Id, tour.Unit, tour.Period.Span.From));
            foreach (Tour tour in tours)
            {
                string id = board.ResourceOf(tour.Resource).Resource.Id;
                if (!tour.Stops.IsEmpty && !IsAs(tour, same.GetValueOrDefault((id, tour.Unit, tour.Period.Span.From)))) apart.Add((id, tour));
            }
        }
        return apart.ToLookup(one => one.Resource, one => one.Tour, StringComparer.Ordinal);
    }

    /// <summary>Whether a tour has the same stops at the same times by the same ways. (A territory that is defined anew lays all its tours out anew.)</summary>
    private static bool IsAs(Tour tour, Tour? other) =>
        other is not null && (ReferenceEquals(tour, other) || (tour.Return == other.Return && tour.Stops.AsSpan().SequenceEqual(other.Stops.AsSpan())));

    private static SortedDictionary<(string Id, int Step), List<Seat>> SeatsIn(ILookup<string, Tour> tours)
    {
        var seats = new SortedDictionary<(string, int), List<Seat>>();
        foreach (IGrouping<string, Tour> resource in tours.OrderBy(resource => resource.Key, StringComparer.Ordinal))
        {
            foreach (Tour tour in resource)
            {
                foreach (TourStop stop in tour.Stops)
                {
                    if (!seats.TryGetValue((stop.Commitment, stop.Step), out List<Seat>? there)) seats[(stop.Commitment, stop.Step)] = there = [];
                    there.Add(new Seat(resource.Key, tour.Unit, tour.Period.Day, stop.StepTime));
                }
            }
        }
        return seats;
    }

    private static RepairTotals Totals(Board board, ILookup<string, Tour> tours)
    {
        long seconds = 0, cents = 0;
        foreach (Tour tour in tours.SelectMany(resource => resource))
        {
            ResourceEntry resource = board.ResourceOf(tour.Resource);
            for (int index = 0; index <= tour.Stops.Length; index++)
            {
                seconds += tour.LegTo(index).Time.Value;
                cents += resource.CostOf(tour.LegTo(index)).Cents;
            }
        }
        return new RepairTotals(board.Broken.Count, new Seconds((int)seconds), new Money(cents));
    }
}
