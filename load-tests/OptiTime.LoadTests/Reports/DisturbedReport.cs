using System.Globalization;
using OptiTime.LoadTests.Disturbed;

namespace OptiTime.LoadTests.Reports;

/// <summary>What ways to answer what happens on a day came to, side by side.</summary>
internal static class DisturbedReport
{
    /// <summary>Writes it as Markdown: a column for each way, and a sentence for the bar.</summary>
    /// <param name="ways">The ways, with what each came to on every day, in the same order of days.</param>
    internal static string Write(IReadOnlyList<(string Name, IReadOnlyList<DayOutcome> Days)> ways)
    {
        (string Name, DayOutcome Sum)[] all = [.. ways.Select(way => (way.Name, DayOutcome.Sum(way.Days)))];
        var table = new MarkdownTable(["", .. all.Select(way => way.Name)]);
        Add("promises given", day => Figures.Count(day.Promised));
        Add("**promises broken**", day => Figures.Count(day.Broken));
        Add("customers called", day => Figures.Count(day.Called));
        Add("**bookings moved**", day => Figures.Count(day.Moved));
        Add("of them to somebody else", day => Figures.Count(day.Elsewhere));
        Add("moves, all answers together", day => Figures.Count(day.Moves));
        Add("urgent callers served today", day => $"{day.UrgentServed} of {day.UrgentCalls}");
        Add("**road, km**", day => Figures.Count(day.Road.Distance.Value / 1_000.0));
        Add("road, hours", day => (day.Road.Time.Value / 3_600.0).ToString("#,##0.0", CultureInfo.InvariantCulture));
        Add("road a visit that took place, km", day => (day.Road.Distance.Value / 1_000.0 / Math.Max(1, day.Promised - day.Broken)).ToString("0.00", CultureInfo.InvariantCulture));
        Add("answers", day => Figures.Count(day.Answers.Count));
        Add("an answer, median", day => Figures.Milliseconds(At(day, 0.5)));
        Add("p99", day => Figures.Milliseconds(At(day, 0.99)));
        return table.ToString();

        void Add(string what, Func<DayOutcome, string> figure) => table.Add([what, .. all.Select(way => figure(way.Sum))]);
    }

    /// <summary>Holds one way against another: the bar of moved bookings, road and promises.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="ours">What it came to.</param>
    /// <param name="theirs">What full re-optimisation came to.</param>
    internal static string WriteBar(string name, DayOutcome ours, DayOutcome theirs)
    {
        double fewer = 1 - ((double)ours.Moved / Math.Max(1, theirs.Moved)), farther = ((double)ours.Road.Distance.Value / Math.Max(1, theirs.Road.Distance.Value)) - 1;
        bool isKept = 10L * ours.Moved <= 3L * theirs.Moved && 100L * ours.Road.Distance.Value <= 105L * theirs.Road.Distance.Value && ours.Broken <= theirs.Broken;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Beside full re-optimisation \"{name}\" moves {fewer:0.0 %} fewer bookings (bar: 70 %), drives {farther:+0.0 %;-0.0 %;0.0 %} (bar: +5 %), and breaks {ours.Broken} promises instead of {theirs.Broken} (bar: no more). {(isKept ? "The bar is kept." : "**The bar is missed.**")}");
    }

    /// <summary>Writes whose promises some way broke, day by day: a column for each way, which says when the booking had lost its place for good and by what.</summary>
    /// <param name="days">The names of the days.</param>
    /// <param name="ways">The ways, with what each came to on those days.</param>
    internal static string WriteLosses(IReadOnlyList<string> days, IReadOnlyList<(string Name, IReadOnlyList<DayOutcome> Days)> ways)
    {
        var table = new MarkdownTable(["day", "booking", "service", "promised", .. ways.Select(way => way.Name)]);
        for (int day = 0; day < days.Count; day++)
        {
            foreach (var lost in ways.SelectMany(way => way.Days[day].Losses.Select(loss => (Way: way.Name, Loss: loss))).GroupBy(one => one.Loss.Booking).OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                Dictionary<string, DayLoss> by = lost.ToDictionary(one => one.Way, one => one.Loss);
                DayLoss any = lost.First().Loss;
                table.Add([days[day], any.Booking, any.Service, any.Promise, .. ways.Select(way => by.TryGetValue(way.Name, out DayLoss? loss) ? $"{loss.At}: {loss.What}" : "")]);
            }
        }
        return table.ToString();
    }

    private static TimeSpan? At(DayOutcome day, double share) =>
        day.Answers.Count == 0 ? null : day.Answers.Order().ElementAt((int)(share * (day.Answers.Count - 1)));
}
