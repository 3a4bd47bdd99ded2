using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// Finds offers for promises that could be kept only if others took another promise. Runs of stops whose place would do are tried, the cheapest first: each of
/// those who stand there gets a place while they still stand, as a proposal would keep it, and the newcomer must fit when they have gone. It is found by
/// the code that holds it, so what is offered can be held, and what is held can be accepted.
/// </summary>
/// <param name="given">The board as it stands: the places of those who leave are kept beside all that stands there.</param>
/// <param name="board">The same without the booking that is to be rescheduled, if any: what takes a place for it is looked for there.</param>
/// <param name="query">What is asked.</param>
/// <param name="catalogue">What is sold.</param>
/// <param name="now">The present.</param>
internal sealed class NegotiableSearch(Board given, Board board, SearchQuery query, Catalogue catalogue, Moment now)
{
    /// <summary>How many such offers one question gets at the most: each is some calls for somebody to make.</summary>
    internal const int MostOffers = 5;

    private const string Newcomer = "newcomer";

    /// <summary>How many of the ways to keep one promise are tried.</summary>
    private const int TriesAPromise = 4;

    // Trying one place for one of those who leave takes about as long as looking at so many positions.
    private const long PositionsATry = 25_000;

    private const int FewestTries = 8, MostTries = 400;

    private static readonly Seconds Open = Seconds.FromHours(1);

    private readonly Negotiator _negotiator = Negotiator.On(board, query.Service, query.Tier);
    private readonly NewPlaces _places = new(catalogue, ChainSearch.ThawOf(board, now), now);
    private int _tries = (int)Math.Clamp(query.PositionBudget / PositionsATry, FewestTries, MostTries);

    /// <summary>Looks for such offers.</summary>
    /// <param name="search">The workspace.</param>
    /// <param name="given">The board as it stands.</param>
    /// <param name="board">The same without the booking that is to be rescheduled, if any.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="now">The present.</param>
    /// <param name="offered">Promises that are offered without anybody's word already.</param>
    /// <param name="stop">Ends the search early.</param>
    internal static ImmutableArray<FoundOffer> Find(
        SlotSearch search, Board given, Board board, SearchQuery query, Moment now, IReadOnlySet<Interval> offered, CancellationToken stop)
    {
        if (query.Catalogue is not { } catalogue || (query.Ignoring is { } own && !Rescheduling.IsPossible(given, own, now))) return [];
        return new NegotiableSearch(given, board, query, catalogue, now).Find(search, offered, stop);
    }

    private ImmutableArray<FoundOffer> Find(SlotSearch search, IReadOnlySet<Interval> offered, CancellationToken stop)
    {
        var movable = new MovableWork(board, ChainSearch.ThawOf(board, now), query.Service.Class, null, ImmutableHashSet<string>.Empty, _negotiator);
        var offers = new Dictionary<Interval, FoundOffer>();
        var tried = new Dictionary<Interval, int>();
        int most = Math.Min(MostOffers, query.MaximumOffers - offered.Count);
        long budget = query.PositionBudget;
        foreach (Ejected place in search.FindEjections(board, query, now, movable, ref budget))
        {
            if (offers.Count >= most || _tries <= 0 || stop.IsCancellationRequested) break;
            int often = tried.GetValueOrDefault(place.Promise);
            if (offered.Contains(place.Promise) || offers.ContainsKey(place.Promise) || often == TriesAPromise) continue;
            tried[place.Promise] = often + 1;
            if (OfferOf(place) is { } offer) offers[place.Promise] = offer;
        }
        return [.. offers.Values];
    }

    private FoundOffer? OfferOf(in Ejected place)
    {
        Tour tour = board.ToursOf(place.Day)[place.Tour];
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        List<Commitment> leaving = [];
        foreach (TourStop stop in tour.Stops.AsSpan(place.First, place.Count)) leaving.Add(board.Commitments[stop.Commitment].Commitment);
        if (!leaving.Exists(MayLeave)) return null;
        string? site = place.Target.Site?.Site.Id ?? resource.Resource.Site;
        var offered = new OfferedStep(
            place.Promise, place.Earliest, place.Latest, place.Earliest, site, [new OfferedResource(query.Service.Steps[0].Roles[0].Name, resource.Resource.Id)]);
        // Who was told something is settled first, and who has less time left.
        Commitment[] ordered = [.. leaving.OrderBy(work => work.IsJob).ThenBy(work => work.Steps[0].Promise.To).ThenBy(work => work.Id, StringComparer.Ordinal)];
        if (Settle(given, ordered, [], new Wanted(offered, resource, place.Target)) is not { } found) return null;
        ImmutableArray<CostLine> cost =
            [.. SlotSearch.CostOf(resource, found.Placement.Added, query.Service.Steps[0].Duration), ProposalDecisions.TroubleOf(found.Board, ProposalOf(found.Moves))];
        if (query.Opportunity?.Of(resource.Resource, place.Day, query.Service.Steps[0].Duration) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
        return new FoundOffer(
            [offered with { Start = found.Placement.Stop.Start }], found.Placement.Stop.End, found.Placement.Added, cost, query.Service.Price,
            OnTime.Of(found.Placement.Tour, found.Placement.Index), [.. found.Moves.Select(Told)])
        {
            Displaces = [.. found.Moves.Select(DisplacedBy)],
        };
    }

    /// <summary>Finds places for those who leave, one after the other, until the newcomer fits where they stood.</summary>
    /// <param name="on">The board with the places that are kept so far.</param>
    /// <param name="leaving">Those who leave.</param>
    /// <param name="moves">Where those go who have a place.</param>
    /// <param name="wanted">What room is made for.</param>
    private Found? Settle(Board on, Commitment[] leaving, ImmutableArray<ProposedMove> moves, Wanted wanted)
    {
        if (moves.Length == leaving.Length)
        {
            // Where nobody has to be asked a plain offer would do, and was looked for.
            if (!moves.Any(IsBeyond)) return null;
            var trial = new Draft(on, now, on.Version, []);
            if (query.Ignoring is { } own) Rescheduling.Leave(trial, own);
            return Settlement.Displace(trial, ProposalOf(moves), 0, out _) is null
                && Placement.Find(trial.Board, wanted.Resource, wanted.Offered, query.Service.Steps[0], Newcomer, wanted.Target.Point, now) is { } placement
                ? new Found(on, moves, placement) : null;
        }
        Commitment work = leaving[moves.Length];
        foreach (OfferedStep? to in _places.For(on, work, wanted.Resource.Resource.Id, MayLeave(work)))
        {
            if (_tries-- <= 0) return null;
            Found? found = null;
            if (to is null) found = Settle(on, leaving, moves.Add(Reserving.Waiting(on, work)), wanted);
            else if (Reserving.Keep(on, work, to, Newcomer, moves.Length + 1, now + Open, now) is { } kept)
                found = Settle(on.Assuming(kept.Changes, [], on.Version, on.At), leaving, moves.Add(kept.Move), wanted);
            if (found is not null) return found;
        }
        return null;
    }

    private bool MayLeave(Commitment work) => work.IsJob || _negotiator.MayDisplace(work);

    private Proposal ProposalOf(ImmutableArray<ProposedMove> moves) => new(Newcomer, null, null, [], [new Alternative(moves)], now + Open);

    private static bool IsBeyond(ProposedMove move) => !move.To.IsEmpty && move.To[0].Promise != move.From[0].Promise;

    private static Displaced DisplacedBy(ProposedMove move) => new(move.Commitment, move.To.IsEmpty ? null : AsOffered(move.To[0], move.PlannedTo[0].From));

    private static OfferedStep AsOffered(CommittedStep step, Moment start) => new(
        step.Promise, step.EarliestStart, step.LatestStart, start, step.Site, [.. step.Assignments.Select(who => new OfferedResource(who.Role.Name, who.Resource))]);

    private PlannedMove Told(ProposedMove move) => new(
        move.Commitment, move.IsJob, move.From[0].Assignments[0].Resource, move.PlannedFrom[0],
        move.To.IsEmpty ? null : move.To[0].Assignments[0].Resource, move.To.IsEmpty ? null : move.PlannedTo[0])
    {
        NewPromise = IsBeyond(move) ? move.To[0].Promise : null,
    };

    /// <summary>What room is made for, and where.</summary>
    private readonly record struct Wanted(OfferedStep Offered, ResourceEntry Resource, Target Target);

    /// <summary>Places for all who leave, on the board that keeps them, and the newcomer's.</summary>
    private sealed record Found(Board Board, ImmutableArray<ProposedMove> Moves, Placement Placement);
}
