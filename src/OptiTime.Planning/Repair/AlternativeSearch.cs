using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Finds what could be offered to customers whose bookings found no place inside their promise: the nearest times beyond it, and the place of less urgent
/// work, whose customer would get the nearest time beyond theirs. Each by itself, on the board after the repair; what is found is proposed, not done.
/// </summary>
/// <param name="catalogue">What is sold: which windows may be told.</param>
/// <param name="now">The present.</param>
/// <param name="wishes">Whom customers want: nobody is found for them whom they refuse.</param>
public sealed class AlternativeSearch(Catalogue catalogue, Moment now, KnownWishes wishes)
{
    /// <summary>The most alternatives of one booking.</summary>
    public const int MostEach = 3;

    /// <summary>For how many bookings of one repair alternatives are looked for; for those that must begin first.</summary>
    public const int MostBookings = 20;

    private const int OffersLookedAt = 20, PlacesTried = 4;

    private const long PositionsASearch = 100_000;

    private readonly SlotSearch _search = new();

    /// <summary>Looks for alternatives.</summary>
    /// <param name="board">The board after the repair.</param>
    /// <param name="unplaced">The bookings, with the assignments they had; others among them are passed over.</param>
    /// <param name="budget">How many customers may be called for one of them.</param>
    public ImmutableArray<RepairAlternative> Find(Board board, IEnumerable<LostWork> unplaced, RepairBudget budget) =>
    [
        .. unplaced.Where(one => one.Work is { IsJob: false, Loan: null, Borrows: false, State: not CommitmentState.Held })
            .OrderBy(one => one.Work.Steps[0].Promise.From).ThenBy(one => one.Work.Id, StringComparer.Ordinal).Take(MostBookings)
            .SelectMany(one => For(board, one).Where(way => way.Calls <= (budget.MaximumCalls ?? int.MaxValue)).OrderBy(way => way.Calls).Take(MostEach)),
    ];

    private IEnumerable<RepairAlternative> For(Board board, LostWork lost)
    {
        foreach (ImmutableArray<OfferedStep> place in Nearest(board, lost.Work, lost.FirstStart(0, now), WishesOf(lost)).Take(MostEach - 1))
            yield return new RepairAlternative(lost.Work.Id, [MoveOf(lost.Work, lost.During, place)]);
        if (InPlaceOfAnother(board, lost) is { } swap) yield return swap;
    }

    private ResourceWishes WishesOf(LostWork lost) => lost.Wishes ?? wishes.InPlaceOf(lost.Work);

    /// <summary>The places nearest in time at which work could be served, as it is sold to its customer, by those who may.</summary>
    private ImmutableArray<ImmutableArray<OfferedStep>> Nearest(Board board, Commitment work, Moment from, ResourceWishes allowed)
    {
        if (catalogue.Find(work.Service.Id)?.For(work.Tier) is not { } service) return [];
        CommittedStep first = work.Steps[0];
        Place? place = JobSearch.PlaceOf(board, work);
        if (place is { Location: null }) return [];
        string[] sites = [.. work.Steps.Select(step => step.Site).OfType<string>().Distinct()];
        string[] lent = [.. board.Resources.Where(entry => entry.Territory is not null).Select(entry => entry.Resource.Id)];
        foreach (Interval between in NearDays.Around(board.Clock, board.Clock.DayOf(first.Promise.From), from))
        {
            var query = new SearchQuery(
                service with { LeadTime = Seconds.Zero }, place?.Location, between, [], allowed.Require, [], [.. lent, .. allowed.Refuse], [.. sites], null, ImpactAllowed.None, OffersLookedAt, PositionsASearch);
            ImmutableArray<FoundOffer> offers = _search.FindOffers(board, query, now, CancellationToken.None).Offers;
            if (offers.IsEmpty) continue;
            return [.. offers.OrderBy(offer => Math.Abs((offer.Steps[0].Promise.From - first.Promise.From).Value)).ThenBy(offer => offer.TotalCost).Select(offer => offer.Steps)];
        }
        return [];
    }

    /// <summary>The place of less urgent work, where that could be served at another time; null where there is none.</summary>
    private RepairAlternative? InPlaceOfAnother(Board board, LostWork lost)
    {
        Commitment work = lost.Work with { Steps = lost.Work.Steps.SetItem(0, NoSooner(lost)) };
        if (!RepairItems.IsSingle(work) || lost.FirstStart(0, now) > work.Steps[0].LatestStart || work.Service.Class == PriorityClass.Maintenance) return null;
        Asked asked = Resettling.AskedBy(board, work);
        SearchQuery query = Resettling.QueryOf(work, asked, now, PositionsASearch);
        query = lost.Wishes is { } newcomer ? query with { Require = newcomer.Require, Refuse = newcomer.Refuse } : query with { Refuse = WishesOf(lost).Refuse };
        if (query.Between.IsEmpty || SlotSearch.NeedsGroup(board, query.Service)) return null;
        Moment thaw = Moment.Max(now + new Seconds(1), now + board.Settings.FreezeHorizon);
        var movable = new MovableWork(board, thaw, work.Service.Class + 1, null, ImmutableHashSet<string>.Empty);
        long budget = PositionsASearch;
        foreach (Ejected place in _search.FindEjections(board, query, now, movable, ref budget).Where(place => place.Count == 1).Take(PlacesTried).ToList())
        {
            Tour tour = board.ToursOf(place.Day)[place.Tour];
            Commitment other = board.Commitments[tour.Stops[place.First].Commitment].Commitment;
            if (other.IsJob) continue;
            var during = new Interval(tour.Stops[place.First].Start, tour.Stops[place.First].End);
            if (Swapped(board, asked, other, board.ResourceOf(tour.Resource), place) is not { } after) continue;
            if (Nearest(after.Board, other, thaw, wishes.InPlaceOf(other)) is not [var elsewhere, ..]) continue;
            return new RepairAlternative(work.Id, [MoveOf(work, lost.During, [after.Place]), MoveOf(other, during, elsewhere)]);
        }
        return null;
    }

    /// <summary>The first step, no sooner than it can begin as the field said.</summary>
    private static CommittedStep NoSooner(LostWork lost)
    {
        CommittedStep step = lost.Work.Steps[0];
        return lost.NotBefore is { Step: 0, At: var at } ? step with { EarliestStart = Moment.Max(step.EarliestStart, at) } : step;
    }

    /// <summary>The board on which work stands with a resource that another has left; null where it does not fit after all.</summary>
    private (Board Board, OfferedStep Place)? Swapped(Board board, Asked asked, Commitment other, ResourceEntry resource, Ejected place)
    {
        CommittedStep step = asked.Work.Steps[0];
        Board without = Vacancy.Without(board, other.Id, now);
        Location? point = Resettling.PointFor(without, resource, asked);
        if (Resettling.Settle(without, asked, resource, step.Promise, place.Earliest, place.Latest, point, now) is not { } settled) return null;
        Board after = without.Assuming([settled.Work, settled.Tour], [], board.Version, board.At);
        CommittedStep agreed = settled.Work.Commitment.Steps[0];
        Moment start = settled.Tour.Stops.First(stop => stop.Commitment == asked.Work.Id).StepTime.From;
        return (after, new OfferedStep(
            agreed.Promise, agreed.EarliestStart, agreed.LatestStart, start, agreed.Site, [new OfferedResource(agreed.Assignments[0].Role.Name, resource.Resource.Id)]));
    }

    private static AlternativeMove MoveOf(Commitment work, Interval? from, ImmutableArray<OfferedStep> to)
    {
        bool isTold = to.Length == work.Steps.Length && to.Zip(work.Steps).All(step => step.First.Promise == step.Second.Promise);
        bool isServedBySame = to.SelectMany(step => step.Resources).Select(who => who.Resource).ToHashSet(StringComparer.Ordinal)
            .SetEquals(work.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource));
        return new AlternativeMove(work.Id, from, to, !isTold || (work.AnyResource != true && !isServedBySame));
    }
}
