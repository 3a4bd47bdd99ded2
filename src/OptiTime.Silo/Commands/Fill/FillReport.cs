using System.Globalization;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Time;

namespace OptiTime.Silo.Commands.Fill;

/// <summary>Tells what came of a load: how full each plan is, and the weeks of the workload whose weeks are worth a look.</summary>
internal static class FillReport
{
    /// <summary>Tells it.</summary>
    /// <param name="scenario">What was loaded.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="took">How long it took.</param>
    internal static void Tell(Scenario scenario, LoadReport report, TimeSpan took)
    {
        Screen.Line(report.WasThere
            ? $"{scenario.Company} was there already."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Bookings:N0} bookings made through the planner in {took.TotalSeconds:N0} s; {report.Unserved:N0} requests found their day full."));
        if (scenario.Branches.Length > 1) TellBranches(report);
        else TellWorkloads(scenario, report.Branches[0]);
        if (report.Branches.Sum(branch => branch.Jobs) is > 0 and var jobs)
        {
            Screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{jobs:N0} backlog jobs, of which {report.Branches.Sum(branch => branch.JobsPlanned):N0} are planned in what customers left; they give way when somebody needs the place."));
        }
        if (scenario.Charted is { } charted)
            TellWeeks(report.Branches.SelectMany(branch => branch.Workloads).First(one => one.Workload == charted));
    }

    private static void TellBranches(LoadReport report)
    {
        PlanLoad all = report.Branches.Aggregate(default(PlanLoad), (sum, branch) => sum + branch.Load);
        Screen.Table(
            ["territory", "on tour", "bookings", "working h", "travel h", "taken"],
            [
                .. report.Branches.Select(branch => Row(branch.Branch, branch.OnTour, branch.Bookings, branch.Load)),
                Row($"all {report.Branches.Length}", report.Branches.Sum(one => one.OnTour), report.Branches.Sum(one => one.Bookings), all),
            ]);

        static string[] Row(string name, int onTour, int bookings, PlanLoad load) =>
            [name, Count(onTour), Count(bookings), Hours(load.Working), Hours(load.Travel), Percent(load)];
    }

    private static void TellWorkloads(Scenario scenario, BranchLoad branch) => Screen.Table(
        [$"{scenario.Days} days", "working h", "service h", "travel h", "taken"],
        branch.Workloads.Select(IReadOnlyList<string> (one) => [one.Workload, Hours(one.Load.Working), Hours(one.Load.Service), Hours(one.Load.Travel), Percent(one.Load)]));

    private static void TellWeeks(WorkloadLoad workload) => Screen.Bars(
        $"The weeks of the {workload.Workload}",
        workload.Weeks.Where(week => week.Load.Working.Value > 0).Select(week => (
            string.Create(
                CultureInfo.InvariantCulture,
                $"{week.Monday:dd MMM}  {week.Bookings,5:N0} bookings, {(double)week.Urgent / Math.Max(1, week.Bookings),3:0 %} urgent"),
            week.Load.Share)));

    private static string Hours(Seconds time) => Count(time.Value / 3600);

    private static string Percent(PlanLoad load) => load.Share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
