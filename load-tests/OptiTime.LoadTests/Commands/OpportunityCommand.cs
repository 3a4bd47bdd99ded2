using System.CommandLine;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Opportunity;
using OptiTime.LoadTests.Reports;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>opportunity</c>: who is served with and without opportunity cost.</summary>
internal static class OpportunityCommand
{
    private const string Lesson =
        """
        Plays weeks of calls to a company of the demo in one thread, with the code silos use, each call at its own time; nothing is measured in seconds, and the same seed gives the same table. Urgent work must be done by the end of the next working day, maintenance within a fortnight, the rest within a week; there are more urgent calls on Mondays. Each run is given the very same calls; demand is counted from the first day, and bid prices count in the measured weeks.

        Examples:
          opportunity
          opportunity --load 1.1 --seed 7 --weights 0 0.5 1 2
        """;

    internal static Command Create()
    {
        Option<string> scenario = SiloChoice.Scenario();
        Option<double> technicians = LoadOptions.Number("--technicians", "How many people.", 20, 1, 1_000);
        Option<double> load = LoadOptions.Number("--load", "How much is asked for, as a share of what they could do.", 1, 0.1, 3);
        Option<double> weeks = LoadOptions.Number("--weeks", "How many weeks are measured.", 6, 1, 8);
        Option<double> learning = LoadOptions.Number("--learning", "How many weeks before them demand is only counted.", 3, 1, 4);
        Option<double> seed = LoadOptions.Number("--seed", "Where the randomness comes from.", 1, 0, int.MaxValue);
        Option<double[]> weights = new Option<double[]>("--weights")
        {
            Description = "What opportunity cost is multiplied by in each run. Default: 0 and 1.",
            DefaultValueFactory = _ => [0, 1],
            AllowMultipleArgumentsPerToken = true,
        }.Number(0, 10);
        var command = new TaughtCommand("opportunity", "See who is served with and without opportunity cost.", Lesson) { scenario, technicians, load, weeks, learning, seed, weights };
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(
            () =>
            {
                Run(
                    new SeasonPlan(
                        parsed.GetRequiredValue(scenario), (int)parsed.GetValue(technicians), parsed.GetValue(load), (int)parsed.GetValue(weeks),
                        (int)parsed.GetValue(learning), (int)parsed.GetValue(seed)),
                    parsed.GetValue(weights) ?? [], stop);
                return Task.CompletedTask;
            }, stop));
        return command;
    }

    private static void Run(SeasonPlan plan, double[] weights, CancellationToken stop)
    {
        var season = new Season(plan);
        ProgressScreen.Line($"{Figures.Count(season.Calls.Length)} calls in {plan.Learning} + {plan.Weeks} weeks.");
        var runs = new List<(string, SeasonTally)>();
        foreach (double weight in weights)
        {
            stop.ThrowIfCancellationRequested();
            ProgressScreen.Line($"weight {weight.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            runs.Add((weight == 0 ? "without" : $"weight {weight.ToString(System.Globalization.CultureInfo.InvariantCulture)}", SeasonRun.Play(season, weight)));
        }
        Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.Out.WriteLine($"{plan}\n");
        Console.Out.WriteLine(OpportunityReport.Write(runs));
    }
}
