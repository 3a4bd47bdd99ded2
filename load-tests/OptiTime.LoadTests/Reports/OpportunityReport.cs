using System.Globalization;
using OptiTime.LoadTests.Opportunity;
using OptiTime.Planning.Demand;

namespace OptiTime.LoadTests.Reports;

/// <summary>What opportunity cost changes.</summary>
internal static class OpportunityReport
{
    /// <summary>Writes it as Markdown: a column for each run.</summary>
    internal static string Write(IReadOnlyList<(string Name, SeasonTally Tally)> runs)
    {
        var table = new MarkdownTable(["", .. runs.Select(run => run.Name)]);
        SeasonTally first = runs[0].Tally;
        AddShare("urgent", (priority, _) => priority == PriorityClass.Urgent);
        AddShare("platinum and gold", (_, isTop) => isTop);
        AddShare("urgent, or platinum and gold", (priority, isTop) => isTop || priority == PriorityClass.Urgent);
        AddShare("standard, others", (priority, isTop) => !isTop && priority is PriorityClass.Standard or PriorityClass.Project);
        AddShare("maintenance, others", (priority, isTop) => !isTop && priority == PriorityClass.Maintenance);
        AddShare("all", (_, _) => true);
        Add("revenue, EUR", tally => Figures.Count(tally.Revenue.Cents / 100.0));
        Add("value by precedence, EUR", tally => Figures.Count(tally.Value));
        Add("labour and roads, EUR", tally => Figures.Count(tally.Cost.Cents / 100.0));
        Add("road a visit, min", tally => One(tally.RoadSeconds / 60.0 / Math.Max(1, tally.Served)));
        Add("from the call to the visit, days", tally => One(tally.WaitedDays / Math.Max(1, tally.Served)));
        return table.ToString();

        void AddShare(string what, Func<PriorityClass, bool, bool> which) =>
            Add($"{what}: served of {Figures.Count(first.Asked(which))}", tally => One(100 * tally.Share(which)) + " %");

        void Add(string what, Func<SeasonTally, string> figure) => table.Add([what, .. runs.Select(run => figure(run.Tally))]);
    }

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
