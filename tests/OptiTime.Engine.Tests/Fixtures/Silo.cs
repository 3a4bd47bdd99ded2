using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Engine.Tests.Fixtures;

/// <summary>Planners over a real store in a directory of its own, with a clock that tests move.</summary>
internal sealed class Silo : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "optitime-engine-" + Guid.NewGuid().ToString("N"));
    private int _ids;

    private Silo()
    {
        Clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Store = SqliteStore.Open(_directory, Clock);
        Log = new FaultyLog(Store);
        Planners = NewPlanners();
    }

    internal static Service Repair { get; } = Sell("repair", 3_600, new Role("technician", "technician", [new Skill("gas-boiler", 1)], 1, RolePlace.Customer));

    internal static Service Meeting { get; } = Sell("meeting", 3_600, new Role("room", "room", [new Skill("seats", 4)], 1, RolePlace.Site)) with
    {
        Promise = new PromiseRule([], Seconds.FromMinutes(30), null),
    };

    internal ManualClock Clock { get; }

    internal SqliteStore Store { get; }

    internal FaultyLog Log { get; }

    internal TerritoryPlanners Planners { get; private set; }

    internal Moment Now => Moment.From(Clock.GetUtcNow());

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A silo whose territory has two technicians, a site with two rooms, and two services.</summary>
    internal static async Task<Silo> StartAsync()
    {
        var silo = new Silo();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings, null));
        await silo.DoAsync(new PutSite(Lyon.Opera, null));
        await silo.DoAsync(new PutResource(Lyon.Room("M1"), null, null));
        await silo.DoAsync(new PutResource(Lyon.Room("M2"), null, null));
        await silo.DoAsync(new PutResource(Lyon.Technician("T1"), new Place(Lyon.HomeOf("T1"), Lyon.Villeurbanne), null));
        await silo.DoAsync(new PutResource(Lyon.Technician("T2"), new Place(Lyon.HomeOf("T2"), Lyon.Caluire), null));
        await silo.DoAsync(new PutService(Repair, null), Catalogue.LogName);
        await silo.DoAsync(new PutService(Meeting, null), Catalogue.LogName);
        return silo;
    }

    /// <summary>More planners over the same log, as a second silo would have.</summary>
    internal TerritoryPlanners NewPlanners(PlannerOptions? options = null, TimeProvider? clock = null, IPlannerScheduler? scheduler = null) => new(
        new PlannerServices(Log, clock ?? Clock, Guid.NewGuid, scheduler ?? new PoolScheduler(), options ?? new PlannerOptions { SearchesAtOnce = 2 }));

    /// <summary>As those of a silo that gives bookings that lost their place one again.</summary>
    internal TerritoryPlanners NewReturningPlanners() =>
        new(new PlannerServices(Log, Clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions { SearchesAtOnce = 2 }) { Directory = Store });

    /// <summary>Forgets all that is in memory, as a restart does.</summary>
    internal void Restart()
    {
        Planners.Dispose();
        Planners = NewPlanners();
    }

    internal string NewId() => $"C{Interlocked.Increment(ref _ids)}";

    internal async Task<CommandReply> SendAsync(Command command, string log = "lyon", Idempotency? key = null) => await Planners.SendAsync(log, command, key, Stop);

    internal async Task<Answer> DoAsync(Command command, string log = "lyon", Idempotency? key = null) =>
        (await SendAsync(command, log, key)).ShouldBeOfType<Accepted>().Answer;

    internal async Task<Board> BoardAsync() => (await Planners.BoardAsync("lyon", Stop)).ShouldNotBeNull();

    internal async Task<ImmutableArray<FoundOffer>> SearchAsync(Service service, string span = "08:00-17:00", int offers = 10) =>
        (await Planners.SearchAsync("lyon", Query(service, span, offers), Stop)).Result.ShouldNotBeNull().Offers;

    /// <summary>Offers of a meeting that do not get in each other's way: one for every hour.</summary>
    internal async Task<List<FoundOffer>> HourlyMeetingsAsync()
    {
        var offers = new List<FoundOffer>();
        for (int hour = 8; hour < 18; hour++) offers.Add((await SearchAsync(Meeting, $"{hour:00}:00-{hour + 1:00}:00", 1))[0]);
        return offers;
    }

    internal static SearchQuery Query(Service service, string span, int offers = 10) => new(
        service, Lyon.Bron, Lyon.MondaySpan(span), [], [], [], [], [], null, ImpactAllowed.None, offers, 1_000_000);

    /// <summary>The terms of an offer, as the edge signs them.</summary>
    internal OfferTerms Terms(FoundOffer offer, Service? service = null, string? customer = "anna", string? tier = null) => new(
        "O" + NewId(), (service ?? Repair).Id, customer, tier, null, (service ?? Repair) == Repair ? new Place("at-" + NewId(), Lyon.Bron) : null,
        offer.Steps, offer.Price, Now + Seconds.FromMinutes(15));

    internal async Task<OfferTerms> OfferAsync(Service? service = null, string span = "08:00-17:00", string? customer = "anna", string? tier = null) =>
        Terms((await SearchAsync(service ?? Repair, span))[0], service, customer, tier);

    internal async Task<string> HoldAsync(OfferTerms terms, int seconds = 300)
    {
        string id = NewId();
        await DoAsync(new PlaceHold(id, terms, new Seconds(seconds)));
        return id;
    }

    internal async Task<string> BookAsync(OfferTerms terms)
    {
        string id = NewId();
        await DoAsync(new Book(id, terms, null, null));
        return id;
    }

    internal static Idempotency Key(string key, byte hash = 1) => new(new IdempotencyKey("tests", key), [hash]);

    public ValueTask DisposeAsync()
    {
        Planners.Dispose();
        Store.Dispose();
        System.IO.Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Service Sell(string id, int seconds, Role role) => new(
        id, id, PriorityClass.Standard, [new ServiceStep("1", new Seconds(seconds), new Seconds(300), [role], Seconds.Zero, null)],
        new PromiseRule([Lyon.Span("08:00-10:00"), Lyon.Span("10:00-12:00"), Lyon.Span("13:00-15:00"), Lyon.Span("15:00-17:00")], Seconds.FromMinutes(15), null),
        Seconds.Zero, [], new Money(9_000));
}
