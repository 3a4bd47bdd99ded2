using System.Collections.Immutable;
using NodaTime;
using OptiTime.Benchmarks.Search;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Benchmarks.Territory;

/// <summary>
/// A territory around Lyon that comes to its bookings as a silo's does: every one is searched for, offered, decided and appended, a call
/// every eight seconds, with ids as the edge makes them. 100 technicians with a lunch break, 30 days, all days alike. Seeded.
/// </summary>
internal sealed class BookedTerritory
{
    private const int Technicians = 100, Days = 30, GroupLimit = 64, SecondsBetweenCalls = 8;
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly TerritorySettings Settings = new(
        "lyon", "Lyon", "Europe/Paris", "EUR", new OptiTime.Planning.Travel.Location(45.76, 4.84), new Metres(60_000), Days, [TravelProfile.Car], Money.Zero);

    private static readonly string[] Tiers = ["platinum", "gold", "silver"];

    private static readonly Service[] Services = [Visit("boiler", 30, 12_000), Visit("heat-pump", 40, 15_900), Visit("leak", 25, 9_000)];

    private static readonly Catalogue Catalogue = Catalogue.Empty.Assuming([.. Services.Select(service => new ServiceDefined(service))], 3, default);

    private readonly Random _random = new(30);
    private readonly SlotSearch _search = new();
    private readonly List<Decision> _group = [];
    private Board? _drafted;
    private Moment _now = TimeAfter(0);

    /// <summary>The board after the last entry.</summary>
    internal Board Board { get; private set; } = null!;

    /// <summary>The log that led to it.</summary>
    internal List<LogEntry> Log { get; } = [];

    /// <summary>The time of a call, by its number: the first comes half past midnight.</summary>
    internal static Moment TimeAfter(int calls) =>
        Moment.From(new DateTimeOffset(2026, 11, 22, 23, 30, 0, TimeSpan.Zero)) + new Seconds(calls * SecondsBetweenCalls);

    /// <summary>A question any of the technicians could answer, over all days.</summary>
    internal static SearchQuery Question(Board board) => new(
        Services[0], Settings.Centre, new Interval(board.At, board.HorizonEnd), [], [], [], [], [], null, ImpactAllowed.None, 10, long.MaxValue);

    /// <summary>Fills a territory with bookings; the last ones one a version, those before in groups.</summary>
    internal static BookedTerritory Make(int bookings, int alone)
    {
        var territory = new BookedTerritory();
        territory.Found();
        for (int number = 0; number < bookings; number++) territory.Book(commitAlone: bookings - number <= alone);
        territory.Commit();
        return territory;
    }

    private void Found()
    {
        Send(new DefineTerritory(Settings, 0));
        Commit();
        for (int number = 1; number <= Technicians; number++)
        {
            var shift = WorkingTime.Always.Week[0] with
            {
                Hours = number % 3 == 0 ? new LocalSpan(new LocalTime(7, 30), new LocalTime(16, 30)) : Span(8, 17),
                Breaks = [Span(12, 13)],
            };
            var resource = new Resource(
                $"R-{number}", $"Technician {number}", "technician", Mobility.Mobile, null, $"home-R-{number}", null, 1,
                [new Skill("gas-boiler", 1 + (number % 3)), new Skill("plumbing", 1)], WorkingTime.Always with { Week = [shift] },
                new CostRates(new Money(3_500 + (300 * (number % 3))), new Money(45)));
            Send(new PutResource(resource, new Place(resource.Home!, BusyTerritory.PointNear(_random, Settings.Centre, 0.25)), 0));
        }
        Commit();
    }

    private void Book(bool commitAlone)
    {
        _now += new Seconds(SecondsBetweenCalls);
        if (Board.Clock.DayOf(_now) - TerritorySettings.DaysKept > Board.FirstDay) Advance();
        Service service = Services[_random.Next(Services.Length)];
        OptiTime.Planning.Travel.Location at = BusyTerritory.PointNear(_random, Settings.Centre, 0.25);
        ImmutableArray<FoundOffer> offers = [];
        while (offers.IsEmpty)
        {
            int day = Board.Clock.DayOf(_now) + _random.Next(1, Days);
            SearchQuery query = Question(Board) with { Service = service, At = at, Between = new Interval(Board.Clock.StartOf(day), Board.Clock.StartOf(day + 1)) };
            offers = _search.Find(_drafted ?? Board, query, _now).Offers;
        }
        FoundOffer offer = offers[_random.Next(Math.Min(3, offers.Length))];
        int customer = _random.Next(1_000, 10_000);
        var terms = new OfferTerms(
            NewId(), service.Id, $"C-{customer}", customer % 4 is var tier && tier < 3 ? Tiers[tier] : null, null, new Place("P-" + NewId(), at),
            offer.Steps, offer.Price, _now + Seconds.FromMinutes(15));
        Send(new Book(NewId(), terms, null, null));
        if (commitAlone || _group.Count == GroupLimit) Commit();
    }

    private void Advance()
    {
        Commit();
        Send(new AdvanceHorizon());
        Commit();
    }

    private void Send(Command command)
    {
        Board? board = _drafted ?? Board;
        long version = (Board?.Version ?? 0) + 1;
        Decision decision = Decider.Decide(board, Catalogue, command, _now, version);
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{command} was refused: {refusal.Message}");
        _drafted = board is null
            ? Board.Begin(new LogEntry(Settings.Id, 1, _now, Guid.Empty, decision.Changes, decision.Places))
            : decision.Assumed ?? board.Assuming(decision.Changes, decision.Places, version, _now);
        _group.Add(decision);
    }

    /// <summary>Takes the group as the next version.</summary>
    private void Commit()
    {
        if (_group.Count == 0) return;
        var id = new Guid(Log.Count + 1, 0, 0, new byte[8]);
        var entry = new LogEntry(
            Settings.Id, Log.Count + 1, _now, id, [.. _group.SelectMany(decision => decision.Changes)], [.. _group.SelectMany(decision => decision.Places)]);
        Board = Board is null ? Board.Begin(entry) : Board.Apply(entry);
        Log.Add(entry);
        _group.Clear();
        _drafted = null;
    }

    private string NewId() => string.Create(16, _random, static (text, random) =>
    {
        for (int index = 0; index < text.Length; index++) text[index] = Crockford[random.Next(Crockford.Length)];
    });

    private static LocalSpan Span(int from, int to) => new(new LocalTime(from, 0), new LocalTime(to, 0));

    private static Service Visit(string id, int minutes, int cents) => new(
        id, $"Maintenance: {id}", PriorityClass.Standard,
        [new ServiceStep("visit", Seconds.FromMinutes(minutes), Seconds.FromMinutes(8), [new Role("technician", "technician", [new Skill("plumbing", 1)], 1, RolePlace.Customer)], Seconds.Zero, null)],
        new PromiseRule([Span(8, 10), Span(10, 12), Span(13, 15), Span(15, 17)], Seconds.FromMinutes(15), null), Seconds.Zero, [], new Money(cents));
}
