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

/// <summary>
/// Fits what is planned for a resource into what it has become: other hours, another home, other skills. Stops keep their order and, where
/// they can, their starts; a period that was split or joined has its tours split or joined with it.
/// </summary>
internal static class TourRefit
{
    /// <summary>Plans on a draft, which has the resource as it has become, what was planned before.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="planned">Its tours with stops, as they were, in the order of their times.</param>
    /// <returns>The commitments that are no longer possible; then the draft is not to be used.</returns>
    internal static IEnumerable<string> Fit(Draft draft, ResourceEntry resource, IEnumerable<Tour> planned)
    {
        var broken = new List<string>();
        foreach (IGrouping<int, Tour> unit in planned.GroupBy(tour => tour.Unit))
        {
            if (unit.Key >= resource.Resource.Capacity) broken.AddRange(unit.SelectMany(tour => tour.Stops).Select(stop => stop.Commitment));
            else FitUnit(draft, resource, unit.Key, [.. unit.Where(tour => GoesOn(resource, tour, draft.Now)).SelectMany(StandingsOf)], broken);
        }
        return broken;
    }

    /// <summary>Whether a tour goes on, by its hours or by what is known of the work in it.</summary>
    internal static bool IsToCome(Tour tour, Moment now) => tour.Period.Span.To > now || tour.Stops.Any(stop => stop.End > now);

    /// <summary>Whether a tour goes on by its hours as they have become: of a pool that works longer all units do, those too that had been done.</summary>
    private static bool GoesOn(ResourceEntry resource, Tour tour, Moment now) =>
        IsToCome(tour, now) || resource.Periods.Any(period => period.Span.From == tour.Period.Span.From && period.Span.To > now);

    private static IEnumerable<Standing> StandingsOf(Tour tour) =>
        Enumerable.Range(0, tour.Stops.Length).Select(index => new Standing(tour.Period.Day, tour, index));

    private static void FitUnit(Draft draft, ResourceEntry resource, int unit, Standing[] standings, List<string> broken)
    {
        broken.AddRange(standings.Where(standing => !CanStillServe(draft, resource.Resource, standing)).Select(standing => standing.Stop.Commitment));
        // A period that was running may have been cut off at this moment: its tour is looked at though it is over.
        WorkingPeriod[] periods = [.. resource.Periods.Where(period => period.Day < draft.Board.AfterDay
            && (period.Span.To > draft.Now || standings.Any(standing => standing.Tour.Period.Span.From == period.Span.From)))];
        ILookup<WorkingPeriod?, Standing> byPeriod = standings.ToLookup(standing => PeriodFor(periods, standing.Stop));
        broken.AddRange(byPeriod[null].Select(standing => standing.Stop.Commitment));
        foreach (WorkingPeriod period in periods)
        {
            Standing[] stops = [.. byPeriod[period]];
            Tour current = draft.Board.ToursOf(period.Day).First(tour => tour.Resource == resource.Number && tour.Unit == unit && tour.Period == period);
            if (stops.Length == 0 && current.Stops.IsEmpty) continue;
            Tour refitted = Keep(draft, resource, current, [.. stops], broken);
            if (refitted.Return != current.Return || !refitted.Stops.SequenceEqual(current.Stops)) draft.Add([refitted.ToChange(resource.Resource.Id)]);
        }
    }

    /// <summary>Plans what is possible: where not all is, whoever helps the others most cheaply by leaving leaves, until the rest fits.</summary>
    private static Tour Keep(Draft draft, ResourceEntry resource, Tour into, List<Standing> standings, List<string> broken)
    {
        Tour? refitted;
        while ((refitted = Replan(draft, resource, into, standings, out int stuck)) is null)
        {
            int leaves = Leaving(draft, resource, into, standings, stuck);
            broken.Add(standings[leaves].Stop.Commitment);
            standings.RemoveAt(leaves);
        }
        return refitted;
    }

    /// <summary>
    /// Who leaves where the stop at a place is late: of those without whom it would not be a job before a hold, a hold before a booking, and what is
    /// less urgent first; the late one itself where nobody's leaving helps.
    /// </summary>
    private static int Leaving(Draft draft, ResourceEntry resource, Tour into, List<Standing> standings, int stuck)
    {
        int otherwise = Math.Min(stuck, standings.Count - 1);
        int best = -1;
        for (int index = otherwise; index >= 0 && standings[index].Stop.Start > draft.Now; index--)
        {
            if (best >= 0 && WeightOf(draft, standings[index]) >= WeightOf(draft, standings[best])) continue;
            List<Standing> without = [.. standings];
            without.RemoveAt(index);
            if (Replan(draft, resource, into, without, out int next) is not null || next >= stuck) best = index;
        }
        return best < 0 ? otherwise : best;
    }

    /// <summary>How much stands behind a stop: more leaves later.</summary>
    private static int WeightOf(Draft draft, Standing standing)
    {
        Commitment work = draft.Board.Commitments[standing.Stop.Commitment].Commitment;
        return work.IsJob ? 0 : work.State == CommitmentState.Held ? 1 : 1 + (int)PriorityClass.Maintenance + 1 - (int)work.Service.Class;
    }

    /// <summary>The period in which a stop is planned now, or the first that could keep its promise.</summary>
    private static WorkingPeriod? PeriodFor(WorkingPeriod[] periods, TourStop stop) =>
        periods.FirstOrDefault(period => period.Span.Contains(stop.Start))
        ?? periods.FirstOrDefault(period => period.Span.From <= stop.Latest && period.Span.To > stop.Start);

    private static bool CanStillServe(Draft draft, Resource resource, Standing standing)
    {
        TourStop stop = standing.Stop;
        if (stop.End <= draft.Now) return true;
        Commitment commitment = draft.Board.Commitments[stop.Commitment].Commitment;
        CommittedStep step = commitment.Steps[stop.Step];
        Assignment assignment = step.Assignments.First(assignment => assignment.Resource == resource.Id && assignment.Unit == standing.Tour.Unit);
        return Eligibility.Fits(resource, assignment.Role, step.Site is { } site ? [site] : [])
            // What is required of somebody who is lent may stand where they are lent to.
            && (commitment.Loan is not null || (resource.Requires ?? []).All(requirement => HasRequired(draft.Board, step, assignment.Role, requirement)));
    }

    /// <summary>Whether a step has one of a requirement for everybody in it who has that requirement now.</summary>
    private static bool HasRequired(Board board, CommittedStep step, Role by, Requirement requirement)
    {
        int asking = step.Assignments.Count(who =>
            requirement.RoleFor(who.Role, by.Where) == requirement.RoleFor(by, by.Where)
            && board.FindResource(who.Resource) is { } entry && entry.Requirements.Contains(requirement));
        return step.Assignments.Count(who => who.Role == requirement.RoleFor(by, who.Role.Where)) >= asking;
    }

    /// <summary>Keeps every planned start that is still possible and moves the others within their promises; null when that is not enough.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="into">The tour of the period.</param>
    /// <param name="standings">What is to stand in it, in order.</param>
    /// <param name="stuck">The place of the first stop that would be late; behind the last where nobody would be home in time.</param>
    private static Tour? Replan(Draft draft, ResourceEntry resource, Tour into, List<Standing> standings, out int stuck)
    {
        WorkingPeriod period = into.Period;
        var stops = ImmutableArray.CreateBuilder<TourStop>(standings.Count);
        Moment leave = period.Span.From;
        for (int index = 0; index < standings.Count; index++)
        {
            stuck = index;
            TourStop stop = standings[index].Stop;
            Leg leg = WayTo(draft, resource, standings, index, leave);
            Moment start = Moment.Max(stop.Start, Moment.Max(period.Arrival(leave, leg.Time), stop.Earliest));
            start = period.EarliestService(start, stop.Duration);
            if (start > stop.Latest || (stop.Start <= draft.Now && start != stop.Start) || start + stop.Duration > period.Span.To) return null;
            stops.Add(stop with { Start = start, Leg = leg });
            leave = start + stop.Duration;
        }
        stuck = standings.Count;
        Leg home = standings.Count == 0 ? default : WayHome(draft.Board, resource, standings[^1], leave);
        return period.Arrival(leave, home.Time) > period.Span.To ? null : into with { Stops = stops.MoveToImmutable(), Return = home };
    }

    /// <summary>The way to a stop: as recorded when it comes from where it came from before, or has been driven already.</summary>
    private static Leg WayTo(Draft draft, ResourceEntry resource, List<Standing> standings, int index, Moment leave)
    {
        Standing to = standings[index];
        bool sameStart = index == 0
            ? to.Index == 0 && to.Tour.Home == resource.Home
            : to.Index > 0 && to.Tour.Stops[to.Index - 1] == standings[index - 1].Stop;
        if (to.Stop.Start <= draft.Now) return to.Stop.Leg;
        int from = index == 0 ? resource.Home : standings[index - 1].Stop.Place;
        return sameStart ? InTraffic(draft.Board, resource, from, to.Stop.Leg, leave) : Way(draft.Board, resource, from, to.Stop.Place, leave);
    }

    /// <summary>The way home from a stop, for somebody who leaves then.</summary>
    internal static Leg WayHome(Board board, ResourceEntry resource, Standing last, Moment leave)
    {
        bool sameWay = last.Index == last.Tour.Stops.Length - 1 && last.Tour.Home == resource.Home;
        return sameWay ? InTraffic(board, resource, last.Stop.Place, last.Tour.Return, leave) : Way(board, resource, last.Stop.Place, resource.Home, leave);
    }

    private static Leg Way(Board board, ResourceEntry resource, int from, int to, Moment leave) => !resource.IsMobile ? default
        : resource.PaceFrom(board.Roads, from, leave).Over(board.Places.Metres(from, to, resource.Detour));

    /// <summary>A way that was planned, for somebody who sets out then: traffic may have made it longer since, and nothing makes it shorter.</summary>
    private static Leg InTraffic(Board board, ResourceEntry resource, int from, Leg planned, Moment leave)
    {
        if (!resource.IsInTraffic(board.Roads, from, leave)) return planned;
        Seconds slow = resource.PaceFrom(board.Roads, from, leave).Over(planned.Distance.Value).Time;
        return slow > planned.Time ? planned with { Time = slow } : planned;
    }
}
