using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>Traffic as a fact: the territory knows it for as long as it lasts, and ways that are planned and begin in it take longer.</summary>
internal static class Traffic
{
    /// <summary>States it on a draft.</summary>
    /// <returns>The ids of the commitments that are then no longer possible; where there are any, the draft is not to be used.</returns>
    internal static IEnumerable<string> State(Draft draft, TrafficDelay delay)
    {
        Board board = draft.Board;
        ImmutableArray<TrafficDelay> lasting = [.. (board.Settings.Traffic ?? []).Where(known => known.Span.To > draft.Now && known != delay), delay];
        draft.Add([new TerritoryDefined(board.Settings with { Traffic = lasting }, board.FirstDay, board.AfterDay)]);
        var impossible = new List<string>();
        foreach (ResourceEntry driver in draft.Board.Resources.Where(entry => entry is { IsMobile: true, Territory: null }).ToList())
        {
            Tour[] tours = [.. ResourceDecisions.ToursOf(draft.Board, driver.Number).Where(tour => !tour.Stops.IsEmpty)];
            if (!tours.Any(tour => IsSlower(draft, driver, tour))) continue;
            // Whoever is on the way home from what has begun gets there, however late.
            ImmutableArray<WorkingPeriod> periods = FieldHours.Around(draft.Board, driver, driver.Periods, tours, draft.Now);
            impossible.AddRange(periods.SequenceEqual(driver.Periods)
                ? TourRefit.Fit(draft, driver, tours) : ResourceDecisions.Refit(draft, driver.Resource, periods, tours));
        }
        return impossible.Distinct(StringComparer.Ordinal);
    }

    /// <summary>Whether a way of a tour that has not been driven takes longer than planned.</summary>
    private static bool IsSlower(Draft draft, ResourceEntry driver, Tour tour)
    {
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            bool isDriven = index < tour.Stops.Length ? tour.Stops[index].Start <= draft.Now : tour.Period.Span.To <= draft.Now;
            if (!isDriven && driver.IsInTraffic(draft.Board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index))) return true;
        }
        return false;
    }
}
