using OptiTime.Planning.Boards;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Tests.Boards;

public sealed class DayLaneTests
{
    /// <summary>The law the whole search stands on: two comparisons in a gap say the same as driving the tour second by second.</summary>
    [Fact]
    public void A_gap_accepts_a_start_exactly_when_a_stop_there_can_be_made() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        Tour tour = watch.AnyTour(random);
        DayLane lane = LaneOf(tour);
        int to = random.Next(0, 20), back = random.Next(0, 20), length = random.Next(1, 30);
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            int arrival = watch.Arrival(tour.DepartureTo(index).Value, to);
            for (int start = watch.Period.Span.From.Value - 1; start <= watch.Period.Span.To.Value; start++)
            {
                bool feasible = arrival <= start && watch.Fits(start, length) && watch.CanGoOn(tour, index, start + length, back);
                Accepts(lane, index, start, to, back, length)
                    .ShouldBe(feasible, $"start {start} of {length} s at position {index}, {to} s there and {back} s on, in {Facts.Of(tour)}");
            }
        }
    }, cases: 250);

    [Fact]
    public void A_gap_names_the_places_and_the_way_it_would_replace() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        Tour tour = watch.AnyTour(random, home: 7);
        foreach (Gap gap in LaneOf(tour).Layout.Gaps)
        {
            gap.From.ShouldBe(gap.Index == 0 ? 7 : tour.Stops[gap.Index - 1].Place);
            gap.To.ShouldBe(gap.Index == tour.Stops.Length ? 7 : tour.Stops[gap.Index].Place);
            (gap.LegSeconds, gap.LegMetres).ShouldBe((tour.LegTo(gap.Index).Time.Value, tour.LegTo(gap.Index).Distance.Value));
        }
    }, cases: 50);

    [Fact]
    public void A_lane_laid_out_again_after_one_tour_changed_is_the_lane_laid_out_from_nothing() => Laws.Hold(random =>
    {
        Tour[] tours = [.. Enumerable.Range(0, 5).Select(number => SecondHand.Any(random).AnyTour(random) with { Resource = number })];
        DayLane before = LaneOf([.. tours]);
        int changed = random.Next(0, tours.Length);
        Tour[] after = [.. tours.Where((_, number) => number != changed || random.Next(0, 3) > 0)];
        for (int index = 0; index < after.Length; index++)
        {
            if (after[index].Resource == changed) after[index] = SecondHand.Any(random).AnyTour(random) with { Resource = changed };
        }
        // One that was looked at is copied from; one that was not gives way to what it would have copied from.
        if (random.Next(0, 2) == 0) _ = before.Layout;
        var again = new DayLane([.. after], new LaneSource(before.LastLaid, Entries(tours.Length), Lyon.Clock));
        DayLane anew = LaneOf(after);
        again.Layout.Gaps.ShouldBe(anew.Layout.Gaps);
        again.Layout.Ranges.ShouldBe(anew.Layout.Ranges);
    }, cases: 100);

    private static DayLane LaneOf(params Tour[] tours) =>
        new([.. tours], new LaneSource(DayLane.Empty, Entries(tours.Select(tour => tour.Resource + 1).DefaultIfEmpty(0).Max()), Lyon.Clock));

    private static System.Collections.Immutable.ImmutableArray<ResourceEntry?> Entries(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new ResourceEntry(number, Lyon.Technician("T" + number), 1, [], 0, Lyon.Settings))];

    private static bool Accepts(DayLane lane, int index, int start, int to, int back, int length) => lane.Layout.Gaps.Any(gap =>
        gap.Index == index && start >= Math.Max(gap.Opens, gap.Departure + to) && start + length <= Math.Min(gap.Closes, gap.ArriveBy - back));
}
