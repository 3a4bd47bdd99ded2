using System.Collections.Immutable;
using NodaTime;
using OptiTime.Benchmarks.Search;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Benchmarks.Repair;

/// <summary>
/// A day of 100 technicians around Lyon that fills up as a silo's does: 1,000 customers call one after the other, each is offered what the search finds and
/// takes one of the first three. Two in three technicians have what half of the work asks for; promises are of two hours. Seeded.
/// </summary>
internal sealed class FullDay
{
    internal const int Technicians = 100, Jobs = 1_000;

    private const double Degrees = 0.2;

    private static readonly TerritorySettings Settings = new(
        "lyon", "Lyon", "Europe/Paris", "EUR", new Planning.Travel.Location(45.76, 4.84), new Metres(60_000), 1, [TravelProfile.Car], Money.Zero);

    private static readonly DayClock Clock = DayClock.For(Settings.Zone)!;
    private static readonly int Day = DayClock.DayOf(new LocalDate(2026, 11, 23));

    private readonly Random _random;
    private readonly SlotSearch _search = new();
    private readonly Moment _asked = Clock.StartOf(Day) - Seconds.FromHours(6);
    private readonly Service[] _services;
    private readonly Catalogue _catalogue;
    private int _ids;

    private FullDay(int seed, int minutes)
    {
        _random = new Random(seed);
        _services = [Visit("boiler", minutes, 2, 12_000), Visit("heat-pump", minutes + 10, 1, 15_900), Visit("leak", minutes - 10, 1, 9_000)];
        _catalogue = Catalogue.Empty.Assuming([.. _services.Select(service => new ServiceDefined(service))], 3, default);
        Board = Found();
        while (Board.Commitments.Count < Jobs && Refused < Jobs) Book();
    }

    internal Board Board { get; private set; }

    /// <summary>How many callers found nothing.</summary>
    internal int Refused { get; private set; }

    /// <summary>When somebody calls in sick: half past six in the morning.</summary>
    internal static Moment Now { get; } = Clock.StartOf(Day) + Seconds.FromMinutes(390);

    /// <summary>A day of a seed, whose visits take so many minutes on average.</summary>
    internal static FullDay Of(int seed, int minutes) => new(seed, minutes);

    internal ImmutableArray<Tour> Tours => Board.ToursOf(Day);

    /// <summary>The share of the working time that is work or road.</summary>
    internal double Utilisation()
    {
        double taken = 0, working = 0;
        foreach (Tour tour in Tours)
        {
            working += tour.Period.Span.Length.Value - tour.Period.Breaks.Sum(pause => pause.Length.Value);
            taken += tour.Return.Time.Value + tour.Stops.Sum(stop => stop.Duration.Value + stop.Leg.Time.Value);
        }
        return taken / working;
    }

    /// <summary>Seconds on the road, all together.</summary>
    internal static long RoadOf(Board board) => board.ToursOf(Day).Sum(tour => tour.Return.Time.Value + tour.Stops.Sum(stop => (long)stop.Leg.Time.Value));

    /// <summary>The board when a technician does not come, and who lost their place by that.</summary>
    internal (Board Board, ImmutableArray<LostWork> Lost) Without(int technician)
    {
        Tour tour = Tours[technician];
        ResourceEntry entry = Board.ResourceOf(tour.Resource);
        WorkingTime working = entry.Resource.Working! with { Absences = [new Absence(tour.Period.Span, "ill")] };
        Change[] changes = [new TourPlanned(entry.Resource.Id, 0, tour.Period.Span.From, [], default), new ResourceDefined(entry.Resource with { Working = working }, [])];
        return (
            Board.Assuming(changes, [], Board.Version + 1, Now),
            [.. tour.Stops.Select(stop => new LostWork(Board.Commitments[stop.Commitment].Commitment, stop.StepTime))]);
    }

    private Board Found()
    {
        var board = Board.Begin(new LogEntry(Settings.Id, 1, _asked, Guid.Empty, [new TerritoryDefined(Settings, Day - 1, Day + 1)], []));
        for (int number = 1; number <= Technicians; number++)
        {
            var shift = WorkingTime.Always.Week[0] with { Hours = Span(8, 18), Breaks = [Span(12, 13)] };
            var resource = new Resource(
                $"R-{number:000}", $"Technician {number}", "technician", Mobility.Mobile, null, $"home-R-{number}", null, 1,
                [new Skill("gas-boiler", 1 + Math.Min(1, number % 3))], WorkingTime.Always with { Week = [shift] }, new CostRates(new Money(4_200), new Money(45)));
            board = Decided(board, new PutResource(resource, new Place(resource.Home!, AnyPoint()), 0));
        }
        return board;
    }

    private void Book()
    {
        Service service = _services[_random.Next(_services.Length)];
        Planning.Travel.Location at = AnyPoint();
        var query = new SearchQuery(
            service, at, new Interval(Clock.StartOf(Day), Clock.StartOf(Day + 1)), [], [], [], [], [], null, ImpactAllowed.None, 10, long.MaxValue);
        ImmutableArray<FoundOffer> offers = _search.Find(Board, query, _asked).Offers;
        if (offers.IsEmpty)
        {
            Refused++;
            return;
        }
        FoundOffer offer = offers[_random.Next(Math.Min(3, offers.Length))];
        string id = $"B{++_ids:0000}";
        var terms = new OfferTerms(
            "O" + id, service.Id, null, null, null, new Place("P" + id, at), offer.Steps, offer.Price, _asked + Seconds.FromMinutes(15)) { AnyResource = true };
        Board = Decided(Board, new Book(id, terms, null, null));
    }

    private Board Decided(Board board, Command command)
    {
        Decision decision = Decider.Decide(board, _catalogue, command, _asked, board.Version + 1);
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{command} was refused: {refusal.Message}");
        return decision.Assumed ?? board.Assuming(decision.Changes, decision.Places, board.Version + 1, _asked);
    }

    private Planning.Travel.Location AnyPoint() => BusyTerritory.PointNear(_random, Settings.Centre, Degrees);

    private static LocalSpan Span(int from, int to) => new(new LocalTime(from, 0), new LocalTime(to, 0));

    private static Service Visit(string id, int minutes, int level, int cents) => new(
        id, $"Maintenance: {id}", PriorityClass.Standard,
        [new ServiceStep("visit", Seconds.FromMinutes(minutes), Seconds.FromMinutes(8), [new Role("technician", "technician", [new Skill("gas-boiler", level)], 1, RolePlace.Customer)], Seconds.Zero, null)],
        new PromiseRule([Span(8, 10), Span(10, 12), Span(13, 15), Span(15, 17)], Seconds.FromMinutes(15), null), Seconds.Zero, [], new Money(cents));
}
