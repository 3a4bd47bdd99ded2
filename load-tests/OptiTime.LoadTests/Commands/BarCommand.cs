using System.CommandLine;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;
using OptiTime.LoadTests.Silos;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>bar</c>: the highest rate at which a silo of its own answers in time.</summary>
internal static class BarCommand
{
    // The bar also breaks when the silo answers fewer than were asked: a queue that grows has a good p99 for a while.
    private const double AnsweredInTime = 0.98;

    private const string Lesson =
        """
        Starts a silo in a process of its own on a free port, with the plan of a scenario on SQLite, and doubles the rate until the p99 of all requests together passes the bar, fewer than 98 in 100 are answered in time, or a request fails; then halves the distance. A rate that breaks the bar is tried once more, and both tries are in the table.

        Examples:
          bar                                          questions only: DESIGN's row "HTTP availability"
          bar --mix call-centre --rate 50 --p99 50     search, hold, confirm, give back, cancel
          bar --data ./lyon-plan                       keep the plan, and begin at once the next time
        """;

    internal static Command Create()
    {
        var load = new LoadOptions(rate: 500, seconds: 12, warmUp: 3);
        Option<double> bar = LoadOptions.Number("--p99", "The bar, in milliseconds.", 10, 0.1, 10_000);
        Option<double> halvings = LoadOptions.Number("--halvings", "How often the distance between kept and broken is halved.", 3, 0, 8);
        var scenario = SiloChoice.Scenario();
        var data = SiloChoice.Data();
        var command = new TaughtCommand("bar", "Find how much load a silo takes before its p99 passes a bar.", Lesson) { bar, halvings, scenario, data };
        foreach (Option option in load.All) command.Add(option);
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(async () =>
        {
            await using SiloProcess silo = await SiloProcess.StartAsync(parsed.GetRequiredValue(scenario), parsed.GetValue(data), ProgressScreen.Line, stop);
            await RunAsync(silo, load.Read(parsed), parsed.GetValue(bar), (int)parsed.GetValue(halvings), stop);
        }, stop));
        return command;
    }

    private static async Task RunAsync(SiloProcess silo, LoadSettings settings, double bar, int halvings, CancellationToken stop)
    {
        using LoadTest test = await LoadTest.PrepareAsync([silo.Address], [silo.Id], false, settings, ProgressScreen.Line, stop);
        var search = new RateSearch(settings.Plan.Rate, halvings);
        var results = new List<LoadResult>();
        // Code that has not run often yet is not what a silo runs all day.
        await StepAsync(settings.Plan with { Measured = settings.IsQuick ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10) });
        while (search.Next is { } rate && !(settings.IsQuick && results.Count > 0))
        {
            LoadResult result = await StepAsync(settings.Plan with { Rate = rate });
            results.Add(result);
            search.Tell(result.AllLatencies().Percentile(99) <= bar * 1_000 && result.AnsweredPerSecond >= AnsweredInTime * result.DuePerSecond && result.Failed == 0);
        }
        Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        LoadPlan plan = settings.Plan;
        Console.Out.WriteLine($"{Figures.Count(plan.Measured.TotalSeconds)} s a step after {Figures.Count(plan.WarmUp.TotalSeconds)} s of warm-up, {(plan.IsPoisson ? "Poisson" : "evenly spaced")} arrivals, seed {plan.Seed}; times from when a request was due. One silo on SQLite and the driver share the machine.\n");
        Console.Out.WriteLine(BarReport.Write(results, search.Best, bar));

        Task<LoadResult> StepAsync(LoadPlan step) => ProgressScreen.ShowAsync($"{Figures.Count(step.Rate)} calls/s", tell => test.RunAsync(step, tell, stop));
    }
}
