using System.Globalization;
using OptiTime.LoadTests.Dynamic;

namespace OptiTime.LoadTests.Reports;

/// <summary>What became of days on which requests became known one after the other, with ruin and recreate and without.</summary>
internal static class DynamicReport
{
    /// <summary>Writes the means by degree of dynamism as Markdown, and by class and degree.</summary>
    /// <param name="days">Each day planned anew at every release, and by cheapest insertion alone.</param>
    internal static string Write(IReadOnlyList<(DynamicOutcome Ours, DynamicOutcome Inserted)> days)
    {
        bool countsTime = days.Any(day => day.Ours.Day.Technicians is not null);
        string counted = countsTime ? "working time" : "road";
        string[] road = countsTime ? ["road over the same"] : [];
        var means = new MarkdownTable(
            [
                "known late, of 100", "days", "requests", "served", "days nobody was refused", $"{counted} over static best known", .. road, "insertion alone: served", "days nobody was refused",
                $"{counted} over static best known", .. road, "an answer, median", "p99",
            ]);
        foreach (var group in days.GroupBy(day => day.Ours.Day.Degree).OrderBy(group => group.Key)) means.Add(RowOf(group.Key.ToString(CultureInfo.InvariantCulture), [.. group]));
        means.Add(RowOf("all", days));
        int[] degrees = [.. days.Select(day => day.Ours.Day.Degree).Distinct().Order()];
        var classes = new MarkdownTable(["class", .. degrees.Select(degree => $"{degree} late")]);
        foreach (var group in days.GroupBy(day => day.Ours.Day.Class).OrderBy(group => group.Key, StringComparer.Ordinal))
            classes.Add([group.Key, .. degrees.Select(degree => CellOf([.. group.Where(day => day.Ours.Day.Degree == degree).Select(day => day.Ours)]))]);
        return $"{means}\nThe {counted} over the static best known where nobody was refused, and the share served, by class:\n\n{classes}";
    }

    /// <summary>Writes a row for each day.</summary>
    internal static string WriteEach(IReadOnlyList<(DynamicOutcome Ours, DynamicOutcome Inserted)> days)
    {
        var table = new MarkdownTable("instance", "known late, of 100", "requests", "served", "road or working time", "static best known", "gap", "insertion alone: served", "road or working time", "gap");
        foreach ((DynamicOutcome ours, DynamicOutcome inserted) in days)
        {
            table.Add(
                ours.Day.Name, Figures.Count(ours.Day.Degree), Figures.Count(ours.Day.Known.Length), Figures.Count(ours.Served), One(ours.Counted), One(ours.Day.BestKnown), GapOf(ours),
                Figures.Count(inserted.Served), One(inserted.Counted), GapOf(inserted));
        }
        return table.ToString();
    }

    private static string[] RowOf(string name, IReadOnlyList<(DynamicOutcome Ours, DynamicOutcome Inserted)> days)
    {
        TimeSpan[] answers = [.. days.SelectMany(day => day.Ours.Answers).Order()];
        return
        [
            name, Figures.Count(days.Count), Figures.Count(days.Sum(day => day.Ours.Day.Known.Length)),
            .. Way([.. days.Select(day => day.Ours)]), .. Way([.. days.Select(day => day.Inserted)]),
            Figures.Milliseconds(At(answers, 0.5)), Figures.Milliseconds(At(answers, 0.99)),
        ];
    }

    private static string[] Way(IReadOnlyList<DynamicOutcome> days) =>
    [
        Percent(ServedOf(days)), Figures.Count(days.Count(day => day.IsWhole)), MeanGap(days),
        .. days.Where(day => day.Day.Technicians is not null).Take(1).Select(_ => Mean(days, day => day.RoadGap)),
    ];

    private static string CellOf(IReadOnlyList<DynamicOutcome> days) => days.Count == 0 ? Figures.None : $"{MeanGap(days)} ({Percent(ServedOf(days))})";

    private static string MeanGap(IEnumerable<DynamicOutcome> days) => Mean(days, day => day.Gap);

    // Who refuses drives less: roads are comparable only where nobody was refused.
    private static string Mean(IEnumerable<DynamicOutcome> days, Func<DynamicOutcome, double> what) => days.Where(day => day.IsWhole).Select(what).DefaultIfEmpty(double.NaN).Average() switch
    {
        double.NaN => Figures.None,
        var gap => Percent(gap),
    };

    private static string GapOf(DynamicOutcome day) => day.IsWhole ? Percent(day.Gap) : $"({Percent(day.Gap)})";

    private static double ServedOf(IReadOnlyList<DynamicOutcome> days) => (double)days.Sum(day => day.Served) / Math.Max(1, days.Sum(day => day.Day.Known.Length));

    private static TimeSpan? At(TimeSpan[] ordered, double share) => ordered.Length == 0 ? null : ordered[(int)(share * (ordered.Length - 1))];

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
