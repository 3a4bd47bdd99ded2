using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>A territory at work without a store: commands are decided, their guards looked at, their changes applied and every board checked.</summary>
internal sealed class Branch
{
    private readonly LogChecker _checker = new(every: 1);
    private readonly List<LogEntry> _log = [];
    private readonly SlotSearch _search = new();
    private int _ids;

    /// <summary>A territory with two sites, defined at a time.</summary>
    internal Branch(string now = "2026-11-22T18:00", TerritorySettings? settings = null)
    {
        Now = Lyon.At(now);
        foreach (Service service in new[] { Sold.Boiler, Sold.Meeting, Sold.Advice, Sold.NightCall, Sold.Training }) Sell(service);
        Done(new DefineTerritory(settings ?? Lyon.Settings, 0));
        Done(new PutSite(Lyon.Opera, 0));
        Done(new PutSite(Lyon.Gerland, 0));
    }

    internal Moment Now { get; set; }

    internal Board Board => _checker.Board!;

    internal Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    internal IReadOnlyList<LogEntry> Log => _log;

    /// <summary>An id nothing has yet.</summary>
    internal string NewId(string kind) => kind + ++_ids;

    internal void Sell(Service service) => Catalogue = Catalogue.Assuming([new ServiceDefined(service)], Catalogue.Version + 1, Now);

    /// <summary>Decides a command and appends what it comes to; a refusal or a guard that fails appends nothing.</summary>
    internal Decision Send(Command command)
    {
        long version = (_checker.Board?.Version ?? 0) + 1;
        Decision decision = Decider.Decide(_checker.Board, Catalogue, command, Now, version);
        decision.Guards.ShouldAllBe(guard => Holds(guard), command.ToString());
        if (decision.Refusal is not null) decision.Changes.ShouldBeEmpty(command.ToString());
        if (decision.Changes.IsEmpty) return decision;
        var entry = new LogEntry(Lyon.Settings.Id, version, Now, new Guid((int)version, 0, 0, new byte[8]), decision.Changes, decision.Places);
        _log.Add(entry);
        IReadOnlyList<Breach> breaches = _checker.Next(entry);
        breaches.ShouldBeEmpty($"after {command} at {Now}: {string.Join("\n", breaches)}");
        return decision;
    }

    /// <summary>Sends a command that must be accepted.</summary>
    internal Answer Done(Command command)
    {
        Decision decision = Send(command);
        decision.Refusal.ShouldBeNull(command.ToString());
        return decision.Answer!;
    }

    internal void Hire(params Resource[] resources)
    {
        foreach (Resource resource in resources) Done(new PutResource(resource, HomeOf(resource), null));
    }

    /// <summary>The home of a technician: each at another place of the town.</summary>
    internal static Place? HomeOf(Resource resource) => resource.Home is null ? null
        : new Place(resource.Home, new Location(45.70 + (resource.Id[^1] % 7 * 0.015), 4.80 + (resource.Id[^1] % 5 * 0.02)));

    internal SearchResult Search(SearchQuery query) => _search.Find(Board, query, Now);

    /// <summary>The commands' side of an offer.</summary>
    internal OfferTerms Terms(SearchQuery query, FoundOffer offer) => new(
        NewId("O"), query.Service.Id, "customer", "gold", null, query.At is { } point ? new Place(NewId("P"), point) : null, offer.Steps, offer.Price,
        Now + Seconds.FromMinutes(15))
    {
        Moves = offer.Displaces.IsEmpty ? [.. offer.Moved.Select(move => move.Commitment)] : [],
        Displaces = offer.Displaces,
        AnyResource = query.Require.IsEmpty && query.Refuse.IsEmpty,
    };

    /// <summary>Takes a backlog job on, at the customer's or at a site.</summary>
    internal string Record(Service service, Location? at, Interval between, int priority = JobTerms.DefaultPriority, string? site = null) => Done(new RecordJob(
        NewId("J"), new JobTerms(service.Id, null, null, at is { } point ? new Place(NewId("P"), point) : null, site, between, priority))).Commitment!.Id;

    /// <summary>Plans the jobs that wait, one after the other, as the planner's host does.</summary>
    /// <returns>How many were planned.</returns>
    internal int PlanJobs()
    {
        int planned = 0;
        foreach (WaitingJob job in Board.Waiting)
        {
            if (JobSearch.Find(_search, Board, Catalogue, job.Id, Now, 1_000_000) is not { } plan) continue;
            Done(plan);
            planned++;
        }
        return planned;
    }

    internal Commitment CommitmentOf(string id) => Board.Commitments[id].Commitment;

    /// <summary>Holds the first offer of a query.</summary>
    internal string Hold(SearchQuery query)
    {
        FoundOffer offer = Search(query).Offers[0];
        return Done(new PlaceHold(NewId("C"), Terms(query, offer), Seconds.FromMinutes(5))).Commitment!.Id;
    }

    /// <summary>Books the first offer of a query.</summary>
    internal string Book(SearchQuery query)
    {
        FoundOffer offer = Search(query).Offers[0];
        return Done(new Book(NewId("C"), Terms(query, offer), null, null)).Commitment!.Id;
    }

    internal Interval PlannedAt(string commitment) => Board.PlannedTimes(Board.Commitments[commitment].Commitment).ShouldHaveSingleItem();

    internal static SearchQuery Ask(Service service, Location? at, Interval between) =>
        new(service, at, between, [], [], [], [], [], null, ImpactAllowed.None, SearchQuery.OffersLimit, 1_000_000);

    private bool Holds(Guard guard) => guard switch
    {
        OnlyBefore before => Now < before.Time,
        OnlyAfter after => Now >= after.Time,
        OnlyAt at => at.Version == Catalogue.Version,
        _ => false,
    };
}
