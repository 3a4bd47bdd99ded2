using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// Where work could go that is asked to give up its place, while it still stands there: inside its promise before beyond it, and beyond it as near as can
/// be, in a window of its own service as its customer's tier is sold it, with its own resource where the customer may want no other.
/// </summary>
/// <param name="catalogue">What is sold.</param>
/// <param name="thaw">What starts before is frozen, and nothing is moved there.</param>
/// <param name="now">The present.</param>
internal sealed class NewPlaces(Catalogue catalogue, Moment thaw, Moment now)
{
    /// <summary>How many places beyond its promise are tried for one piece of work.</summary>
    private const int MostBeyond = 3;

    private const int OffersLookedAt = 20, PositionsASearch = 200_000;

    private readonly SlotSearch _search = new();

    /// <summary>The places, the one that asks the least of anybody first; null where a job would wait again.</summary>
    /// <param name="board">The board, on which the work stands.</param>
    /// <param name="work">The work.</param>
    /// <param name="instead">The resource in whose tour it would make room.</param>
    /// <param name="mayLeave">Whether it may leave its promise.</param>
    internal IEnumerable<OfferedStep?> For(Board board, Commitment work, string instead, bool mayLeave)
    {
        Asked asked = Resettling.AskedBy(board, work);
        SearchQuery inside = Resettling.QueryOf(work, asked, thaw, PositionsASearch);
        if (SlotSearch.NeedsGroup(board, inside.Service)) yield break;
        if (!inside.Require.Contains(instead) && Inside(board, work, inside with { Refuse = [instead] }) is { } elsewhere) yield return elsewhere;
        if (Inside(board, work, inside) is { } there) yield return there;
        if (work.IsJob && RoomMaker.CanWait(board, work, thaw)) yield return null;
        if (!mayLeave) yield break;
        foreach (OfferedStep beyond in Beyond(board, work, inside)) yield return beyond;
    }

    private OfferedStep? Inside(Board board, Commitment work, SearchQuery query)
    {
        if (_search.FindOffers(board, query, now, CancellationToken.None).Offers is not [{ Steps: [var found] }, ..]) return null;
        CommittedStep step = work.Steps[0];
        // Whoever travels to a site is there while it is open.
        return work.IsJob || step.Site is not null ? found with { Promise = step.Promise }
            : found with { Promise = step.Promise, EarliestStart = Moment.Max(step.EarliestStart, Moment.Min(thaw, step.LatestStart)), LatestStart = step.LatestStart };
    }

    private IEnumerable<OfferedStep> Beyond(Board board, Commitment work, SearchQuery inside)
    {
        CommittedStep step = work.Steps[0];
        if (QueryBeyond(work, inside) is not { } query) return [];
        int day = board.Clock.DayOf(work.IsJob ? step.Promise.To : step.Promise.From);
        foreach (Interval between in NearDays.Around(board.Clock, day, work.IsJob ? Moment.Max(thaw, step.Promise.To) : thaw))
        {
            OfferedStep[] found =
            [
                .. _search.FindOffers(board, query with { Between = between }, now, CancellationToken.None).Offers.Select(offer => offer.Steps[0])
                    .Where(place => work.IsJob || place.Promise != step.Promise)
                    .OrderBy(place => Math.Abs((place.Promise.From - step.Promise.From).Value)).ThenBy(place => place.Promise.From).Take(MostBeyond),
            ];
            // A job's range is what it is, and longer: nobody was told.
            if (found.Length > 0) return work.IsJob ? found.Select(place => place with { Promise = step.Promise with { To = place.LatestStart + step.Duration } }) : found;
        }
        return [];
    }

    private SearchQuery? QueryBeyond(Commitment work, SearchQuery inside)
    {
        if (work.IsJob) return inside with { MaximumOffers = OffersLookedAt, PositionBudget = PositionsASearch };
        return catalogue.Find(work.Service.Id)?.For(work.Tier) is { } sold
            ? inside with { Service = sold with { Steps = inside.Service.Steps }, MaximumOffers = OffersLookedAt, PositionBudget = PositionsASearch } : null;
    }
}
