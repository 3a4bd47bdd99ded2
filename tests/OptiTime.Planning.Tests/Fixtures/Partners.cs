using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Holds.Lending;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Territories that lend to each other, without a store: what is decided is appended to all their logs, and every board and loan is checked.</summary>
internal sealed class Partners
{
    internal const string Borrower = "lyon", Lender = "loire";

    private readonly Dictionary<string, LogChecker> _checkers = new() { [Borrower] = new(every: 1), [Lender] = new(every: 1) };
    private readonly SlotSearch _search = new();
    private int _ids;

    internal Partners(string now = "2026-11-22T18:00")
    {
        Now = Lyon.At(now);
        foreach (Service service in new[] { Sold.Boiler, Sold.Meeting, Sold.Training, Crew, Course, Pair }) Sell(service);
        Done(Borrower, new DefineTerritory(Lyon.Settings, 0));
        Done(Lender, new DefineTerritory(Lyon.Settings with { Id = Lender, Name = "Loire", Centre = new Location(45.44, 4.39), Profiles = [TravelProfile.Car with { Name = "van", DetourFactor = 1.2 }] }, 0));
        Done(Borrower, new PutSite(Lyon.Opera, 0));
        Done(Borrower, new PutSite(Lyon.Gerland, 0));
        Hire(Borrower, Lyon.Room("M1"), Lyon.Room("M2", "GERLAND"));
    }

    /// <summary>An expert and a room, for an hour.</summary>
    internal static Service Crew { get; } = Crews.Of("crew", Exact, new ServiceStep("1", Seconds.FromMinutes(60), Seconds.Zero, [Trainer, AnyRoom], Seconds.Zero, null));

    /// <summary>The same expert and room on two days, and a visit by the expert alone after it.</summary>
    internal static Service Course { get; } = Crews.Of(
        "course", Exact with { Granularity = Seconds.FromHours(1) },
        new ServiceStep("1", Seconds.FromMinutes(90), Seconds.Zero, [AnyRoom with { CleanUp = Seconds.FromMinutes(15) }, Trainer], Seconds.Zero, null),
        new ServiceStep("2", Seconds.FromMinutes(90), Seconds.Zero, [AnyRoom, Trainer], Seconds.Zero, null, new StepFollows(["trainer", "room"], NextWorkingDay: true)),
        new ServiceStep("3", Seconds.FromMinutes(45), Seconds.Zero, [Trainer with { Where = RolePlace.Customer }], Seconds.FromMinutes(30), Seconds.FromHours(6)));

    /// <summary>Two at the customer's.</summary>
    internal static Service Pair { get; } = Crews.Of(
        "pair", Exact, new ServiceStep("1", Seconds.FromMinutes(60), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer, 2)], Seconds.Zero, null));

    internal Moment Now { get; set; }

    internal Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    private static PromiseRule Exact => new([], Seconds.FromMinutes(30), null);

    private static Role Trainer => Crews.AnyKind("technician", RolePlace.Site) with { Name = "trainer", Skills = [new Skill("gas-boiler", 2)] };

    private static Role AnyRoom => Crews.AnyKind("room", RolePlace.Site);

    internal Board BoardOf(string territory) => _checkers[territory].Board!;

    internal string NewId(string kind) => kind + ++_ids;

    /// <summary>A technician who may be lent.</summary>
    internal static Resource Expert(string id) => Lyon.Technician(id) with { LentTo = [Borrower], Profile = "van" };

    internal void Hire(string territory, params Resource[] resources)
    {
        foreach (Resource resource in resources) Done(territory, new PutResource(resource, Branch.HomeOf(resource), null));
    }

    /// <summary>What the borrower's board is with what is lent to it.</summary>
    internal Board Joined => BorrowedBoard.For(BoardOf(Borrower), [BoardOf(Lender)]);

    internal SearchResult Search(SearchQuery query, string territory = Borrower) =>
        _search.Find(territory == Borrower ? Joined : BoardOf(territory), query, Now);

    internal OfferTerms Terms(SearchQuery query, FoundOffer offer) => new(
        NewId("O"), query.Service.Id, "customer", "gold", "mine", query.At is { } point ? new Place(NewId("P"), point) : null, offer.Steps, offer.Price,
        Now + Seconds.FromMinutes(15));

    /// <summary>Decides a command on all the boards it concerns and appends what it comes to.</summary>
    internal Decision Send(string territory, Command command)
    {
        Board? board = _checkers[territory].Board;
        Board[] lenders = [.. LendingRules.LendersOf(board, command).Select(BoardOf)];
        Decision decision = Decider.Decide(board, Catalogue, command, Now, (board?.Version ?? 0) + 1, lenders);
        if (decision.Refusal is { Code: RefusalCode.ConcernsLenders } concerns)
            decision = Decider.Decide(board, Catalogue, command, Now, (board?.Version ?? 0) + 1, [.. lenders.Union(concerns.Lenders.Select(BoardOf))]);
        decision.Guards.ShouldAllBe(guard => Holds(guard), command.ToString());
        if (decision.Refusal is not null) (decision.Changes.Length + decision.Lenders.Length).ShouldBe(0, command.ToString());
        if (decision.Changes.IsEmpty) return decision;
        foreach ((string log, IEnumerable<Change> changes) in decision.Lenders.Select(lender => (lender.Log, (IEnumerable<Change>)lender.Changes)).Prepend((territory, decision.Changes)))
        {
            var names = new HashSet<string>();
            foreach (Change change in changes) PlaceReferences.Collect(change, names);
            long version = (_checkers[log].Board?.Version ?? 0) + 1;
            var entry = new LogEntry(log, version, Now, new Guid((int)version, 0, 0, new byte[8]), [.. changes], [.. decision.Places.Where(place => names.Contains(place.Id))]);
            IReadOnlyList<Breach> breaches = _checkers[log].Next(entry);
            breaches.ShouldBeEmpty($"after {command} at {Now}: {string.Join("\n", breaches)}");
        }
        LoanBreaches().ShouldBeEmpty($"after {command} at {Now}");
        return decision;
    }

    internal Answer Done(string territory, Command command)
    {
        Decision decision = Send(territory, command);
        decision.Refusal.ShouldBeNull(command.ToString());
        return decision.Answer!;
    }

    /// <summary>What the two plans do not agree on.</summary>
    internal IReadOnlyList<Breach> LoanBreaches(Func<Snapshot, Snapshot>? spoil = null)
    {
        if (_checkers.Values.Any(checker => checker.Board is null)) return [];
        var loans = new LoanChecker();
        foreach (LogChecker checker in _checkers.Values) loans.Add((spoil ?? (snapshot => snapshot))(BoardSnapshot.Of(checker.Board!)));
        return [.. loans.Check().Select(found => found.Breach)];
    }

    private void Sell(Service service) => Catalogue = Catalogue.Assuming([new ServiceDefined(service)], Catalogue.Version + 1, Now);

    private bool Holds(Guard guard) => guard switch
    {
        OnlyBefore before => Now < before.Time,
        OnlyAfter after => Now >= after.Time,
        OnlyAt at => at.Version == Catalogue.Version,
        _ => false,
    };
}
