using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds;

/// <summary>Fits a tour that is planned into what its resource has become: other hours, another home, other skills.</summary>
internal static class TourRefit
{
    /// <summary>The tour with the same stops in the same order; null when that is not possible.</summary>
    internal static Tour? Refit(Draft draft, ResourceEntry resource, Tour tour)
    {
        if (tour.Unit >= resource.Resource.Capacity || !tour.Stops.All(stop => CanStillServe(draft, resource.Resource, stop))) return null;
        foreach (WorkingPeriod period in resource.Periods)
        {
            if (period.Span.From > tour.Stops[0].Latest || period.Span.To <= tour.Stops[^1].Start) continue;
            if (Replan(draft, resource, tour, period) is { } refitted) return refitted;
        }
        return null;
    }

    private static bool CanStillServe(Draft draft, Resource resource, TourStop stop)
    {
        if (stop.End <= draft.Now) return true;
        CommittedStep step = draft.Board.Commitments[stop.Commitment].Commitment.Steps[stop.Step];
        Role role = step.Assignments.First(assignment => assignment.Resource == resource.Id).Role;
        return Eligibility.Fits(resource, role, step.Site is { } site ? [site] : []);
    }

    /// <summary>Keeps every planned start that is still possible and moves the others within their promises.</summary>
    private static Tour? Replan(Draft draft, ResourceEntry resource, Tour tour, WorkingPeriod period)
    {
        var stops = ImmutableArray.CreateBuilder<TourStop>(tour.Stops.Length);
        Moment leave = period.Span.From;
        foreach (TourStop stop in tour.Stops)
        {
            Leg leg = stops.Count == 0 ? FromHome(draft.Board, resource, period, stop, tour.Stops[0].Leg, tour.Home) : stop.Leg;
            Moment start = Moment.Max(stop.Start, Moment.Max(period.Arrival(leave, leg.Time), stop.Earliest));
            start = period.EarliestService(start, stop.Duration);
            if (start > stop.Latest || (stop.Start <= draft.Now && start != stop.Start) || start + stop.Duration > period.Span.To) return null;
            stops.Add(stop with { Start = start, Leg = leg });
            leave = start + stop.Duration;
        }
        Leg home = resource.Home == tour.Home ? tour.Return : ToHome(draft.Board, resource, stops[^1]);
        return period.Arrival(leave, home.Time) > period.Span.To
            ? null
            : tour with { Period = period, Home = resource.Home, Stops = stops.MoveToImmutable(), Return = home };
    }

    private static Leg FromHome(Board board, ResourceEntry resource, WorkingPeriod period, TourStop first, Leg planned, int homeBefore) =>
        resource.Home == homeBefore ? planned
            : resource.PaceAt(board.Clock.HourOf(period.Span.From)).Over(board.Places.Metres(resource.Home, first.Place, resource.Detour));

    private static Leg ToHome(Board board, ResourceEntry resource, TourStop last) =>
        resource.PaceAt(board.Clock.HourOf(last.End)).Over(board.Places.Metres(last.Place, resource.Home, resource.Detour));
}
