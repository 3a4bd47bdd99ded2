using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Verification;

/// <summary>Working periods and opening hours make sense by themselves.</summary>
internal static class CalendarRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
    [
        .. facts.Resources.Values.SelectMany(defined => Check($"Resource '{defined.Resource.Id}'", defined.Periods, facts)),
        .. facts.Sites.Values.SelectMany(defined => Check($"Site '{defined.Site.Id}'", defined.Open, facts)),
    ];

    private static IEnumerable<Breach> Check(string who, ImmutableArray<WorkingPeriod> periods, PlanFacts facts)
    {
        for (int index = 0; index < periods.Length; index++)
        {
            WorkingPeriod period = periods[index];
            if (period.Span.To <= period.Span.From)
                yield return Breach($"{who} has an empty working period {period.Span}.");
            // The rest of a night that an absence cuts begins on the day after the last.
            if (period.Day < facts.Territory.FirstDay || period.Day > facts.Territory.AfterDay)
                yield return Breach($"{who} works {period.Span} on day {period.Day}, outside the board's {facts.Territory.FirstDay} to {facts.Territory.AfterDay}.");
            if (index > 0 && period.Span.From < periods[index - 1].Span.To)
                yield return Breach($"{who} works {period.Span} before {periods[index - 1].Span} has ended.");
            Moment after = period.Span.From;
            foreach (Interval pause in period.Breaks)
            {
                if (pause.From < after || pause.To > period.Span.To || pause.To <= pause.From)
                    yield return Breach($"{who} has a break {pause} that does not lie in order inside {period.Span}.");
                after = pause.To;
            }
        }
    }

    private static Breach Breach(string message) => new(PlanRules.Calendar, message);
}
