using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Search;

/// <summary>What stands before the full look at a position may let too much through, and never too little.</summary>
public sealed class SievesTests
{
    [Fact]
    public void Resources_come_in_the_order_of_their_least_cost_to_a_sixteenth() => Laws.Hold(random =>
    {
        ScanResource[] resources = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => AnyResource(random))];
        bool[] eligible = [.. resources.Select(_ => random.Next(0, 4) > 0)];
        var order = new NearestFirst();
        order.Fill(eligible, resources);
        order.Order.ToArray().Order().ShouldBe(Enumerable.Range(0, resources.Length).Where(number => eligible[number]));
        for (int place = 0; place < order.Order.Length; place++)
        {
            long least = order.LeastFrom(place);
            foreach (int behind in order.Order[place..]) (resources[behind].Base + resources[behind].RoadHome).ShouldBeGreaterThanOrEqualTo(least);
            if (place > 0) least.ShouldBeGreaterThanOrEqualTo(order.LeastFrom(place - 1));
        }
    }, cases: 100);

    [Fact]
    public void Those_that_may_cost_less_are_told_once_each_in_the_order_of_their_numbers() => Laws.Hold(random =>
    {
        ScanResource[] resources = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => AnyResource(random))];
        bool[] eligible = [.. resources.Select(_ => random.Next(0, 4) > 0)];
        var order = new NearestFirst();
        order.Fill(eligible, resources);
        for (int round = 0; round < 3; round++)
        {
            long amount = random.Next(0, 5) == 0 ? long.MaxValue : random.NextInt64(0, 20_000_000_000), loose = random.NextInt64(0, 4_000_000_000);
            int from = random.Next(0, Math.Min(17, order.Order.Length + 1)), end = order.PlacesBelow(amount, loose);
            Enumerable.Range(0, order.Order.Length).Count(place => order.LeastFrom(place) - loose < amount).ShouldBe(end);
            order.Take(from, end);
            var told = new List<int>();
            while (order.TryNext(out int resource)) told.Add(resource);
            told.ShouldBe(order.Order[Math.Min(from, end)..end].ToArray().Order());
        }
    }, cases: 100);

    [Fact]
    public void Eight_positions_at_a_time_never_close_one_that_has_time_and_costs_less() => Laws.Hold(random =>
    {
        int positions = random.Next(1, 30);
        int[] row = [.. Enumerable.Range(0, 50).Select(_ => random.Next(0, 20) == 0 ? GreatCircle.UnknownMetres : random.Next(0, 400_000))];
        LaneLayout layout = AnyBlock(positions, row.Length, random);
        ScanResource resource = AnyResource(random);
        int duration = random.Next(60, 20_000);
        long below = random.Next(0, 4) == 0 ? long.MaxValue : resource.Base + random.NextInt64(-1_000_000_000, 20_000_000_000);
        var block = new NodeBlock(layout, new TourSpan(0, 0, positions, 0, 0, default), row);
        for (int position = 0; position < positions; position++)
        {
            Detour detour = block.DetourAt(position);
            bool hasTime = detour.SecondsTo + detour.SecondsFrom + duration <= layout.Nodes[((int)NodeColumn.Slack * (positions + 1)) + position];
            if (!hasTime || resource.RankOf(in detour) >= below) continue;
            int first = position / 8 * 8;
            (block.Open(first, duration, in resource, below) >> (position - first) & 1).ShouldBe(1u, $"position {position} of {positions}");
        }
    }, cases: 400);

    /// <summary>A detour by way of a far place costs no less than the bound says that knows only how far the tour reaches.</summary>
    [Fact]
    public void No_detour_of_a_tour_costs_less_than_its_reach_says() => Laws.Hold(random =>
    {
        double detour = 1 + random.NextDouble();
        PlaceTable places = PlaceTable.Empty;
        for (int place = 0; place < 12; place++) places = places.With($"P{place}", Near(random, place == 0 ? 2 : 0.4));
        Location target = Near(random, 3);
        ScanResource resource = AnyResource(random);
        int pace = Pace.Of(90).Value;
        resource.PerMetreOnTheRoad = resource.PerMetre + ((resource.PerSecond * pace) >> 16);
        resource.HomeMetres = places.Metres(0, target, detour);
        int from = random.Next(0, 12), to = random.Next(0, 12);
        Leg leg = new Pace(pace).Over(places.Metres(from, to, detour));
        var reach = new Reach(Enumerable.Range(0, 12).Max(place => places.Metres(0, place, detour)), leg.Time.Value, leg.Distance.Value);
        Leg there = new Pace(pace).Over(places.Metres(from, target, detour)), on = new Pace(pace).Over(places.Metres(to, target, detour));
        var added = new Detour(there.Time.Value, on.Time.Value, (there.Time + on.Time - leg.Time).Value, (there.Distance + on.Distance - leg.Distance).Value);
        resource.RankOf(in added).ShouldBeGreaterThanOrEqualTo(resource.LeastCost(reach));
        (resource.Base + resource.RoadHome - resource.Looseness(reach)).ShouldBeLessThanOrEqualTo(resource.LeastCost(reach));
    }, cases: 400);

    private static Location Near(Random random, double degrees) =>
        new(46 + ((random.NextDouble() - 0.5) * degrees), 5 + ((random.NextDouble() - 0.5) * degrees));

    private static ScanResource AnyResource(Random random)
    {
        var resource = new ScanResource
        {
            PerSecond = random.Next(0, 10) == 0 ? 0 : random.Next(1, 20_000) * 1_000L,
            PerMetre = random.Next(0, 10) == 0 ? 0 : random.Next(1, 200) * 3_600L,
            HomeMetres = random.Next(0, 50) == 0 ? GreatCircle.UnknownMetres : random.Next(0, 300_000),
        };
        resource.PerMetreOnTheRoad = resource.PerMetre + (resource.PerSecond / 20);
        resource.Base = (random.Next(60, 20_000) * resource.PerSecond) - (random.Next(0, 3) == 0 ? random.Next(0, 5_000) * CostUnits.PerCent : 0);
        return resource;
    }

    private static LaneLayout AnyBlock(int positions, int places, Random random)
    {
        var nodes = new int[(positions + 1) * (int)NodeColumn.Count];
        for (int node = 0; node <= positions; node++)
        {
            nodes[node] = random.Next(0, places);
            nodes[((int)NodeColumn.Slack * (positions + 1)) + node] = random.Next(0, 8) == 0 ? LaneLayout.NoSlack : random.Next(0, 40_000);
            nodes[((int)NodeColumn.Pace * (positions + 1)) + node] = Pace.Of(random.Next(3, 130)).Value;
            nodes[((int)NodeColumn.LegSeconds * (positions + 1)) + node] = random.Next(0, 8_000);
            nodes[((int)NodeColumn.LegMetres * (positions + 1)) + node] = random.Next(0, 90_000);
        }
        return new LaneLayout { Nodes = nodes };
    }
}
