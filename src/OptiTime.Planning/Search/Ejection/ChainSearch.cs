using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>Finds offers that move other work inside its promise, for promises nobody is free for; and makes their room again when they are held.</summary>
internal static class ChainSearch
{
    /// <summary>The id of what room is made for, while it is only asked for.</summary>
    internal const string Newcomer = "newcomer";

    /// <summary>How many of the ways to keep one promise are tried.</summary>
    private const int TriesAPromise = 3;

    /// <summary>How many promises are told of that others would have to break.</summary>
    private const int MostBeyond = 3;

    /// <summary>What was found.</summary>
    /// <param name="Offers">Offers with what they move, cheapest to begin with first.</param>
    /// <param name="Beyond">Promises that could be kept only if others were broken.</param>
    internal readonly record struct Found(ImmutableArray<FoundOffer> Offers, ImmutableArray<BeyondPromises> Beyond)
    {
        /// <summary>What was found for each promise: one that is offered is not told again as beyond others.</summary>
        internal static Found Of(Dictionary<Interval, FoundOffer> offers, Dictionary<Interval, BeyondPromises> beyond, IReadOnlySet<Interval> offered) =>
            new([.. offers.Values], [.. beyond.Values.Where(one => !offers.ContainsKey(one.Promise) && !offered.Contains(one.Promise)).Take(MostBeyond)]);
    }

    /// <summary>Looks for offers with impact.</summary>
    /// <param name="search">The workspace.</param>
    /// <param name="board">The board.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="now">The present.</param>
    /// <param name="offered">Promises that are offered without impact already.</param>
    /// <param name="stop">Ends the search early.</param>
    internal static Found Find(SlotSearch search, Board board, SearchQuery query, Moment now, IReadOnlySet<Interval> offered, CancellationToken stop)
    {
        var state = Arrangement.Of(board);
        var maker = new RoomMaker(Newcomer, ThawOf(board, now), query.Service.Class, null, now, query.PositionBudget);
        long budget = query.PositionBudget;
        var offers = new Dictionary<Interval, FoundOffer>();
        var beyond = new Dictionary<Interval, BeyondPromises>();
        var tried = new Dictionary<Interval, int>();
        foreach (Ejected place in search.FindEjections(board, query, now, maker.MovableOn(state), ref budget))
        {
            if (offers.Count + offered.Count >= query.MaximumOffers || maker.Tries <= 0 || stop.IsCancellationRequested) break;
            if (offered.Contains(place.Promise) || offers.ContainsKey(place.Promise)) continue;
            if (tried.TryGetValue(place.Promise, out int often) && often == TriesAPromise) continue;
            tried[place.Promise] = often + 1;
            maker.Begin();
            if (OfferOf(maker, state, query, place, now) is { } offer) offers[place.Promise] = offer;
            else if (maker.Stuck is not null) beyond.TryAdd(place.Promise, BeyondOf(board, place));
        }
        return Found.Of(offers, beyond, offered);
    }

    /// <summary>Makes room again for an offer that is taken up, by moving nothing but what it named.</summary>
    /// <param name="board">The board.</param>
    /// <param name="service">The service.</param>
    /// <param name="id">The id of the commitment to be.</param>
    /// <param name="offered">What was offered.</param>
    /// <param name="resource">Who is to serve.</param>
    /// <param name="at">The customer's location, where it is done there.</param>
    /// <param name="moves">What may be moved.</param>
    /// <param name="now">The present.</param>
    /// <returns>The moves with the changes they come to; null when there is no such room any more.</returns>
    internal static (ImmutableArray<PlannedMove> Moves, IReadOnlyList<Change> Changes)? MakeRoom(
        Board board, Service service, string id, OfferedStep offered, ResourceEntry resource, Location? at, ImmutableArray<string> moves, Moment now)
    {
        var state = Arrangement.Of(board);
        var maker = new RoomMaker(id, ThawOf(board, now), service.Class, moves.ToHashSet(StringComparer.Ordinal), now, long.MaxValue);
        var between = new Interval(offered.EarliestStart, offered.LatestStart + service.Steps[0].Duration);
        var query = new SearchQuery(
            service with { Promise = Backlog.JobSearch.AnyTime, LeadTime = Seconds.Zero }, at, between, [], [resource.Resource.Id], [], [],
            offered.Site is { } site ? [site] : [], null, ImpactAllowed.WithinPromises, 1, long.MaxValue);
        long budget = query.PositionBudget;
        var search = new SlotSearch();
        foreach (Ejected found in search.FindEjections(board, query, now, maker.MovableOn(state), ref budget))
        {
            Ejected place = found with { Promise = offered.Promise, Earliest = offered.EarliestStart, Latest = offered.LatestStart };
            if (RoomAt(maker, state, AskedFor(query, id, place), place, now) is { } room) return (room.Moves(), room.Changes());
        }
        return null;
    }

    /// <summary>What moving some work is reckoned to cost: an amount for each, and the road it adds.</summary>
    internal static CostLine CostOf(Board before, Board after, ImmutableArray<PlannedMove> moves)
    {
        InstabilityRates rates = before.Settings.InstabilityRates;
        long cents = moves.Sum(move => (move.IsJob ? rates.Backlog : rates.Told).Cents);
        long road = moves.Sum(move => RoadOf(after, move.Commitment) - RoadOf(before, move.Commitment));
        return new CostLine("instability", new Money(cents + Math.Max(0, road)));
    }

    private static long RoadOf(Board board, string id) =>
        board.Commitments[id].Commitment.Cost.Where(line => line.Kind == "travel").Sum(line => line.Amount.Cents);

    private static FoundOffer? OfferOf(RoomMaker maker, Arrangement state, SearchQuery query, in Ejected place, Moment now)
    {
        Asked asked = AskedFor(query, Newcomer, place);
        ResourceEntry resource = state.Board.ResourceOf(state.Board.ToursOf(place.Day)[place.Tour].Resource);
        if (RoomAt(maker, state, asked, place, now) is not { } room) return null;
        string? site = place.Target.Site?.Site.Id ?? resource.Resource.Site;
        var offered = new OfferedStep(place.Promise, place.Earliest, place.Latest, place.Earliest, site, [new OfferedResource(asked.Step.Roles[0].Name, resource.Resource.Id)]);
        // It must be had in just the way in which it will be held: on a board where room was made.
        if (Placement.Find(room.Board, resource, offered, asked.Step, Newcomer, place.Target.Point, now) is not { } placement) return null;
        ImmutableArray<PlannedMove> moves = room.Moves();
        ImmutableArray<CostLine> cost = [.. SlotSearch.CostOf(resource, placement.Added, asked.Step.Duration), CostOf(state.Board, room.Board, moves)];
        if (query.Opportunity?.Of(resource.Resource, place.Day, asked.Step.Duration) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
        return new FoundOffer(
            [offered with { Start = placement.Stop.Start }], placement.Stop.End, placement.Added, cost,
            query.Service.Price, OnTime.Of(placement.Tour, placement.Index), moves);
    }

    /// <summary>The board with room at a place: what it was made for has stood there while the others were settled, and is taken out again.</summary>
    private static Arrangement? RoomAt(RoomMaker maker, Arrangement state, Asked asked, in Ejected place, Moment now)
    {
        if (maker.Eject(state, asked, place) is not { } settled) return null;
        Commitment stood = settled.Board.Commitments[asked.Work.Id].Commitment;
        return settled.With([.. Vacancy.Tours(settled.Board, stood, now)]);
    }

    private static Asked AskedFor(SearchQuery query, string id, in Ejected place)
    {
        Service service = query.Service;
        ServiceStep step = service.Steps[0];
        string? site = place.Target.Site?.Site.Id;
        Place? newly = query.At is { } at ? new Place(Newcomer, at) : null;
        var committed = new CommittedStep(
            step.Name, place.Promise, place.Earliest, place.Latest, step.Duration, step.Spread, site, site is null ? newly?.Id : SiteEntry.PlaceId(site), []);
        var work = new Commitment(
            id, CommitmentState.Confirmed, id, new SoldService(service.Id, service.Name, service.Class, service.Price, 0), null, null, null, [committed],
            default, [], null);
        return new Asked(work, step, query.At, newly);
    }

    private static BeyondPromises BeyondOf(Board board, in Ejected place)
    {
        Tour tour = board.ToursOf(place.Day)[place.Tour];
        return new BeyondPromises(
            place.Promise, board.ResourceOf(tour.Resource).Resource.Id, [.. tour.Stops.Skip(place.First).Take(place.Count).Select(stop => stop.Commitment)]);
    }

    /// <summary>What starts before is frozen.</summary>
    internal static Moment ThawOf(Board board, Moment now) => Moment.Max(now + new Seconds(1), now + board.Settings.FreezeHorizon);
}
