using OptiTime.Planning.Boards;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

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
    public void A_block_names_the_places_and_the_ways_that_would_be_replaced() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        Tour tour = watch.AnyTour(random, home: 7);
        LaneLayout layout = LaneOf(tour).Layout;
        Column(NodeColumn.Place).ShouldBe([7, .. tour.Stops.Select(stop => stop.Place), 7]);
        Column(NodeColumn.LegSeconds)[..^1].ShouldBe([.. tour.Stops.Select(stop => stop.Leg.Time.Value), tour.Return.Time.Value]);
        Column(NodeColumn.LegMetres)[..^1].ShouldBe([.. tour.Stops.Select(stop => stop.Leg.Distance.Value), tour.Return.Distance.Value]);

        int[] Column(NodeColumn column) => layout.Nodes[((int)column * (tour.Stops.Length + 2))..(((int)column + 1) * (tour.Stops.Length + 2))];
    }, cases: 50);

    [Fact]
    public void No_stretch_of_a_position_has_more_time_than_its_slack_and_one_has_as_much() => Laws.Hold(random =>
    {
        Tour tour = SecondHand.Any(random).AnyTour(random, home: 7);
        LaneLayout layout = LaneOf(tour).Layout;
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            int slack = layout.Gaps.Where(gap => gap.Index == index).Select(gap => gap.ArriveBy - gap.Departure).DefaultIfEmpty(LaneLayout.NoSlack).Max();
            layout.Nodes[((int)NodeColumn.Slack * (tour.Stops.Length + 2)) + index].ShouldBe(slack);
        }
    }, cases: 100);

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
        var again = new DayLane([.. after], new LaneSource(before.LastLaid, Entries(tours.Length), Places, Lyon.Clock));
        DayLane anew = LaneOf(after);
        again.Layout.Gaps.ShouldBe(anew.Layout.Gaps);
        again.Layout.Nodes.ShouldBe(anew.Layout.Nodes);
        again.Layout.Spans.ShouldBe(anew.Layout.Spans);
        again.Layout.FirstTour.ShouldBe(anew.Layout.FirstTour);
        again.Layout.Reach.ShouldBe(anew.Layout.Reach);
    }, cases: 100);

    /// <summary>Some places, so that ways home can be reckoned.</summary>
    private static PlaceTable Places { get; } = Enumerable.Range(0, 64).Aggregate(
        PlaceTable.Empty, (table, number) => table.With($"P{number}", new Location(45.7 + (number * 0.01), 4.8)));

    private static DayLane LaneOf(params Tour[] tours) =>
        new([.. tours], new LaneSource(DayLane.Empty, Entries(tours.Select(tour => tour.Resource + 1).DefaultIfEmpty(0).Max()), Places, Lyon.Clock));

    private static System.Collections.Immutable.ImmutableArray<ResourceEntry?> Entries(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new ResourceEntry(number, Lyon.Technician("T" + number), 1, [], 0, Lyon.Settings))];

    private static bool Accepts(DayLane lane, int index, int start, int to, int back, int length) => lane.Layout.Gaps.Any(gap =>
        gap.Index == index && start >= Math.Max(gap.Opens, gap.Departure + to) && start + length <= Math.Min(gap.Closes, gap.ArriveBy - back));
}
