using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>
/// Finds the best offers of a request over resources, days and positions. An instance is a workspace whose arrays are used again by the next
/// search; one search at a time. Pure: the same board, query and moment give the same result.
/// </summary>
public sealed partial class SlotSearch
{
    /// <summary>How often a search looks again for other resources when the promises it found are fewer than the offers asked for.</summary>
    private const int MaximumPasses = 4;

    private readonly GroupSearch _crews = new();
    private readonly WindowSet _windows = new();
    private readonly List<Option> _options = [];
    private readonly List<Target> _targets = [];
    private bool[] _marks = [];

    /// <summary>Searches a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="now">The present, by the caller's estimate.</param>
    /// <param name="stop">Ends the search early; what was not looked at is said in the result.</param>
    /// <returns>The offers, best first; or, when there are none, why, and what would turn the no into a yes.</returns>
    public SearchResult Find(Board board, SearchQuery query, Moment now, CancellationToken stop = default)
    {
        Board given = board;
        if (query.Ignoring is { } ignored) board = Vacancy.Without(board, ignored, now);
        SearchResult result = FindOffers(board, query, now, stop);
        if (query.Impact != ImpactAllowed.None && result.Offers.Length < query.MaximumOffers) result = WithImpact(given, board, query, result, now, stop);
        if (!result.Offers.IsEmpty) return result;
        ImmutableArray<Relaxation> relaxations = new RelaxationSearch(this, board, query, now, stop).Find(out string? leftOut);
        return result with
        {
            Reasons = RefusalReasons.Of(board, query, now),
            Relaxations = relaxations,
            Completeness = leftOut is null ? result.Completeness : Completeness.Truncated,
            LeftOut = leftOut is null || result.LeftOut is null ? leftOut ?? result.LeftOut : $"{result.LeftOut} {leftOut}",
        };
    }

    /// <summary>The offers alone, without reasons or relaxations.</summary>
    internal SearchResult FindOffers(Board board, SearchQuery query, Moment now, CancellationToken stop)
    {
        if (query.WithOvertime) return OvertimeSearch.Find(this, board, query, now, stop);
        var offers = ImmutableArray.CreateBuilder<FoundOffer>();
        var work = new Work(query.PositionBudget, stop);
        Interval between = BetweenOf(board, query, now);
        if (!between.IsEmpty)
        {
            if (NeedsGroup(board, query.Service)) _crews.CollectOffers(board, query, between, now, ref work, offers);
            else CollectOffers(board, query, between, now, ref work, offers);
        }
        string? leftOut = LeftOut(board, query, work);
        return new SearchResult(
            offers.DrainToImmutable(), leftOut is null ? Completeness.Exact : Completeness.Truncated, leftOut, [], [], board.Version, work.Looked)
        {
            BidPriceVersion = query.Opportunity?.Prices.Version,
        };
    }

    /// <summary>Whether several take part in a service, or one for another time than that of its step: then a group is searched for.</summary>
    internal static bool NeedsGroup(Board board, Service service) =>
        service.Steps is not [{ Roles: [{ Count: 1, IsForTheStep: true } role] }] || MayBringOthers(board, role);

    /// <summary>Whether somebody of the kind that a role asks for cannot work without others.</summary>
    internal static bool MayBringOthers(Board board, Role role) =>
        board.Table.HasRequirements && board.Table.Slots.Any(entry => entry is { Requirements.IsEmpty: false } && Eligibility.HasKind(entry.Resource, role));

    /// <summary>
    /// Whether resources of other territories may take part in a service: where several come together, at starts that are fixed. What one does alone
    /// the territories offer by themselves.
    /// </summary>
    public static bool MayBorrow(Service service) => service.Steps.Length > 1 || service.Steps[0].Roles.Sum(role => role.Count) > 1;

    /// <summary>Adds offers that move other work, for promises nobody is free for: between the others by what they cost.</summary>
    private SearchResult WithImpact(Board given, Board board, SearchQuery query, SearchResult free, Moment now, CancellationToken stop)
    {
        HashSet<Interval> offered = [.. free.Offers.Select(offer => offer.Steps[0].Promise)];
        ChainSearch.Found chains = NeedsGroup(board, query.Service)
            ? GroupRoom.Find(_crews, board, query, now, offered, stop) : ChainSearch.Find(this, board, query, now, offered, stop);
        ImmutableArray<FoundOffer> moving = chains.Offers;
        if (query.Impact == ImpactAllowed.Negotiable && free.Offers.Length + moving.Length < query.MaximumOffers)
            moving = [.. moving, .. NegotiableSearch.Find(this, given, board, query, now, free.Offers.Concat(moving).Select(offer => offer.Steps[0].Promise).ToHashSet(), stop)];
        return free with
        {
            Offers = moving.IsEmpty ? free.Offers
                : [.. OfferMerge.Merge([new(board, free), new(board, free with { Offers = moving })], query).Select(merged => merged.Offer)],
            Beyond = [.. chains.Beyond.Where(beyond => moving.All(offer => offer.Steps[0].Promise != beyond.Promise))],
        };
    }

    /// <summary>What the query asks for, held to the present, to the horizon, and to the deadline of the service level: of several steps only the first must begin by it.</summary>
    internal static Interval BetweenOf(Board board, SearchQuery query, Moment now)
    {
        Interval between = query.Between.Intersect(new Interval(now + query.Service.LeadTime, board.HorizonEnd));
        if (query.BeginBy is { } deadline && deadline < between.From) return between with { To = between.From };
        return query.Service.Steps.Length > 1 ? between : FirstStep(between, query);
    }

    /// <summary>Between when the first step must begin and end, which has to begin by the deadline of the service level.</summary>
    internal static Interval FirstStep(Interval between, SearchQuery query) =>
        query.BeginBy is { } deadline ? between with { To = Moment.Min(between.To, deadline + query.Service.Steps[0].Duration) } : between;

    private void CollectOffers(
        Board board, SearchQuery query, Interval between, Moment now, ref Work work, ImmutableArray<FoundOffer>.Builder offers)
    {
        ServiceStep step = query.Service.Steps[0];
        ImmutableArray<string> sites = Eligibility.SitesFor(board, query);
        if (_marks.Length != board.Table.Slots.Length) _marks = new bool[board.Table.Slots.Length];
        Eligibility.Mark(board, query, step.Roles[0], sites, _marks);
        // Each promise is offered with its cheapest resource; when that leaves too few offers, those not among them yet are asked again.
        for (int pass = 0; pass < MaximumPasses && offers.Count < query.MaximumOffers; pass++)
        {
            _options.Clear();
            _targets.Clear();
            _targets.AddRange(TargetsOf(board, query, step.Roles[0], sites));
            for (int target = 0; target < _targets.Count; target++) Scan(board, query, target, between, now, ref work);
            if (_options.Count == 0) break;
            OfferSpread.Sort(_options, query.MaximumOffers - offers.Count);
            foreach (Option option in _options)
            {
                FoundOffer offer = OfferOf(board, query, option, _targets[option.Target], now);
                offers.Add(offer);
                _marks[board.FindResource(offer.Steps[0].Resources[0].Resource)!.Number] = false;
            }
        }
    }

    /// <summary>Where the role could be played: the customer's place, each site for those who travel, or wherever the resource stands.</summary>
    private IEnumerable<Target> TargetsOf(Board board, SearchQuery query, Role role, ImmutableArray<string> sites)
    {
        switch (role.Where)
        {
            case RolePlace.Customer:
                if (query.At is { } point) yield return new Target(point, null);
                break;
            case RolePlace.Remote:
                yield return new Target(null, null);
                break;
            default:
                (bool standing, bool travelling) = MobilitiesMarked(board);
                if (standing) yield return new Target(null, null);
                if (!travelling) break;
                foreach (string site in sites) yield return new Target(board.Sites[site].Site.Location, board.Sites[site]);
                break;
        }
    }

    private (bool Standing, bool Travelling) MobilitiesMarked(Board board)
    {
        (bool standing, bool travelling) = (false, false);
        for (int number = 0; number < _marks.Length; number++)
        {
            if (!_marks[number]) continue;
            if (board.ResourceOf(number).IsMobile) travelling = true;
            else standing = true;
        }
        return (standing, travelling);
    }

    private static string? LeftOut(Board board, SearchQuery query, Work work)
    {
        if (work.FirstDayLeftOut is { } day) return $"The work budget of {query.PositionBudget} positions ended before {Calendars.DayClock.DateOf(day):uuuu'-'MM'-'dd} was looked at to the end in '{board.Settings.Id}'.";
        if (query.Between.To > board.HorizonEnd) return $"Nothing is planned yet in '{board.Settings.Id}' after {board.Clock.Tell(board.HorizonEnd)}, the end of the horizon.";
        if (query.Impact == ImpactAllowed.Negotiable && NeedsGroup(board, query.Service))
            return $"Moving other work inside its promise was looked for by chains of at most {RoomMaker.MostMoves} moves; beyond its promise none is moved where several serve together.";
        if (query.Impact == ImpactAllowed.Negotiable)
            return $"Moving other work was looked for by chains of at most {RoomMaker.MostMoves} moves, and beyond its promise for at most {NegotiableSearch.MostOffers} offers; others were left out.";
        if (query.Impact != ImpactAllowed.None) return $"Moving other work inside its promise was looked for by chains of at most {RoomMaker.MostMoves} moves; longer ones were left out.";
        return null;
    }
}
