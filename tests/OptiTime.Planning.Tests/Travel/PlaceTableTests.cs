using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Travel;

public sealed class PlaceTableTests
{
    [Fact]
    public void Tables_grown_from_the_same_one_do_not_disturb_each_other() => Laws.Hold(random =>
    {
        var tables = new List<(PlaceTable Table, Dictionary<string, Location?> Model)> { (PlaceTable.Empty, []) };
        for (int step = 0; step < 200; step++)
        {
            (PlaceTable table, Dictionary<string, Location?> model) = tables[random.Next(Math.Max(0, tables.Count - 4), tables.Count)];
            string id = "p" + random.Next(0, 150);
            Location? location = random.Next(0, 10) == 0 ? null : Anywhere(random);
            tables.Add((table.With(id, location), new(model) { [id] = location }));
        }
        foreach ((PlaceTable table, Dictionary<string, Location?> model) in tables) IsAsModelled(table, model);
    }, cases: 30);

    /// <summary>Three in a row add places to the same table, as draft, decision and publication do; some the same places, some others.</summary>
    [Fact]
    public void Tables_that_get_the_same_places_share_them_and_others_keep_their_own() => Laws.Hold(random =>
    {
        var tables = new List<(PlaceTable Table, Dictionary<string, Location?> Model)> { (PlaceTable.Empty, []) };
        Location?[] points = [Lyon.Bron, Lyon.Ecully, null];
        for (int step = 0; step < 60; step++)
        {
            (PlaceTable older, Dictionary<string, Location?> known) = tables[random.Next(Math.Max(0, tables.Count - 6), tables.Count)];
            for (int copy = 0; copy < 3; copy++)
            {
                (PlaceTable table, Dictionary<string, Location?> model) = (older, new(known));
                for (int more = random.Next(1, 4); more > 0; more--)
                {
                    string id = $"p{step}-{more}-{random.Next(0, 3) / 2}";
                    table = table.With(id, model[id] = points[random.Next(0, 6) / 5 * random.Next(0, 3)]);
                }
                tables.Add((table, model));
            }
        }
        foreach ((PlaceTable table, Dictionary<string, Location?> model) in tables) IsAsModelled(table, model);
    }, cases: 60);

    [Fact]
    public void Tables_grown_from_the_same_one_at_the_same_time_do_not_disturb_each_other() => Laws.Hold(random =>
    {
        int seed = random.Next();
        PlaceTable start = AnyTable(random, random.Next(1, 100));
        Dictionary<string, Location?> known = Enumerable.Range(0, start.Count).ToDictionary(number => "p" + number, start.LocationOf);
        Parallel.For(0, 4, worker =>
        {
            var own = new Random(seed + (worker / 3));
            (PlaceTable table, Dictionary<string, Location?> model) = (start, new(known));
            for (int step = 0; step < 100; step++)
            {
                string id = "q" + own.Next(0, 300);
                table = table.With(id, model[id] = Near(own));
            }
            IsAsModelled(table, model);
        });
    }, cases: 100);

    [Fact]
    public void A_place_added_three_times_to_the_same_table_is_not_paid_for_with_a_copy_of_all()
    {
        PlaceTable table = AnyTable(new Random(1), 20_000);
        PlaceTable[] grown = [table.With("new", Lyon.Bron), table, table];
        long before = GC.GetAllocatedBytesForCurrentThread();
        grown[1] = table.With("new", Lyon.Bron);
        grown[2] = table.With("new", Lyon.Bron);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000);
        grown.ShouldAllBe(each => each.Count == 20_001 && each.LocationOf(20_000) == Lyon.Bron);
    }

    [Fact]
    public void The_row_of_a_search_says_the_same_as_asking_one_by_one() => Laws.Hold(random =>
    {
        PlaceTable table = AnyTable(random, random.Next(0, 40));
        Location point = Near(random);
        double detour = 1 + random.NextDouble();
        int[] row = new int[table.Count];
        table.FillMetres(point, detour, row);
        row.ShouldBe(Enumerable.Range(0, table.Count).Select(number => table.Metres(number, point, detour)));
    });

    [Fact]
    public void Distances_are_those_of_the_great_circle_to_a_metre() => Laws.Hold(random =>
    {
        Location from = Anywhere(random), to = new(
            Math.Clamp(from.Latitude + ((random.NextDouble() - 0.5) * 4), -90, 90), Math.Clamp(from.Longitude + ((random.NextDouble() - 0.5) * 4), -180, 180));
        double metres = from.MetresTo(to);
        PlaceTable table = PlaceTable.Empty.With("from", from).With("to", to);
        table.Metres(0, 1, 1).ShouldBeInRange((int)Math.Floor(metres) - 1, (int)Math.Ceiling(metres) + 1);
        table.Metres(0, to, 1).ShouldBe(table.Metres(0, 1, 1));
        table.Metres(1, 0, 1).ShouldBe(table.Metres(0, 1, 1));
    }, cases: 2_000);

    [Fact]
    public void From_Lyon_to_Paris_it_is_392_kilometres() =>
        Lyon.Bellecour.MetresTo(new Location(48.8566, 2.3522)).ShouldBe(392_000, 1_000);

    [Fact]
    public void Nobody_knows_the_way_to_an_erased_place()
    {
        PlaceTable table = PlaceTable.Empty.With("here", Lyon.Bellecour).With("gone", null);
        table.Metres(0, 1, 1.35).ShouldBe(GreatCircle.UnknownMetres);
        table.Metres(1, Lyon.Bron, 1.35).ShouldBe(GreatCircle.UnknownMetres);
        table.Metres(1, 1, 1.35).ShouldBe(0);
    }

    [Fact]
    public void A_pace_takes_the_time_of_its_speed_to_the_second() => Laws.Hold(random =>
    {
        double speed = random.Next(10, 3_000) / 10.0;
        int metres = random.Next(0, 300_000);
        double seconds = metres * 3.6 / speed;
        Pace.Of(speed).Over(metres).Time.Value.ShouldBeInRange((int)(seconds * 0.9993) - 1, (int)Math.Ceiling(seconds * 1.0007) + 1);
    });

    private static void IsAsModelled(PlaceTable table, Dictionary<string, Location?> model)
    {
        table.Count.ShouldBe(model.Count);
        model.Keys.Select(table.NumberOf).Order().ShouldBe(Enumerable.Range(0, model.Count));
        foreach ((string id, Location? location) in model)
        {
            table.PlaceOf(id).Location.ShouldBe(location);
            table.Metres(table.NumberOf(id), Lyon.Bellecour, 1).ShouldBe(PlaceTable.Empty.With(id, location).Metres(0, Lyon.Bellecour, 1));
        }
        table.NumberOf("nowhere").ShouldBe(-1);
    }

    private static Location Anywhere(Random random) => new((random.NextDouble() * 160) - 80, (random.NextDouble() * 356) - 178);

    private static Location Near(Random random) => new(45.5 + random.NextDouble(), 4.3 + random.NextDouble());

    private static PlaceTable AnyTable(Random random, int count)
    {
        PlaceTable table = PlaceTable.Empty;
        for (int index = 0; index < count; index++) table = table.With("p" + index, random.Next(0, 12) == 0 ? null : Near(random));
        return table;
    }
}
