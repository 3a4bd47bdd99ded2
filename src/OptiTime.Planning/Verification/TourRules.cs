using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Verification;

/// <summary>Every tour can be made: inside its working period, outside its breaks, in order, with time for every way.</summary>
internal static class TourRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
        facts.Tours.SelectMany(tour => facts.PeriodOf(tour) is { } period ? Check(facts, tour, period) : []);

    private static IEnumerable<Breach> Check(PlanFacts facts, TourPlanned tour, WorkingPeriod period)
    {
        Moment free = period.Span.From;
        foreach (Visit visit in facts.VisitsOf(tour))
        {
            Interval during = visit.During;
            if (during.From < period.Span.From || during.To > period.Span.To)
                yield return new Breach(PlanRules.WorkingPeriod, $"{visit.Name} leaves the working period {period.Span}.");
            foreach (Interval pause in period.Breaks.Where(pause => during.From < pause.To && pause.From < during.To))
                yield return new Breach(PlanRules.Break, $"{visit.Name} overlaps the break {pause}.");
            Seconds needed = tour.Stops[visit.Index].Leg.Time, there = RoadTime(period, free, during.From);
            if (visit.Index > 0 && during.From < free)
                yield return new Breach(PlanRules.Order, $"{visit.Name} starts before the stop before it ends at {free}.");
            else if (there < needed)
                yield return new Breach(PlanRules.Travel, $"{visit.Name} leaves {there} for a way of {needed} from {free}.");
            free = during.To;
        }
        if (!tour.Stops.IsEmpty && RoadTime(period, free, period.Span.To) < tour.Return.Time)
            yield return new Breach(PlanRules.Travel, $"{Who(facts, tour)} ends the last stop at {free} and needs {tour.Return.Time} home before {period.Span.To}.");
    }

    /// <summary>How long somebody can be on the road between two moments: all the time between them that is not break.</summary>
    private static Seconds RoadTime(WorkingPeriod period, Moment from, Moment to)
    {
        Seconds time = to - from;
        foreach (Interval pause in period.Breaks)
        {
            int shared = Math.Min(pause.To.Value, to.Value) - Math.Max(pause.From.Value, from.Value);
            if (shared > 0) time -= new Seconds(shared);
        }
        return time;
    }

    private static string Who(PlanFacts facts, TourPlanned tour) =>
        facts.ResourceOf(tour)?.Mobility == Mobility.Mobile ? $"The tour of {PlanFacts.NameOf(tour)}" : $"The use of {PlanFacts.NameOf(tour)}";
}
