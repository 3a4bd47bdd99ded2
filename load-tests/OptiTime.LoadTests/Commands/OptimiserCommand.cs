using System.CommandLine;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;
using OptiTime.LoadTests.Silos;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>optimiser</c>: what callers feel of a silo that optimises its plans.</summary>
internal static class OptimiserCommand
{
    private const string Lesson =
        """
        Fills the plan of a scenario once. Then, at each rate and in turn, a silo that does not optimise and one that does begin with a copy of it and are put under the same load, several times over; what came of all rounds stands side by side. Each begins with a plan that has never been optimised, so that the one that does has as much to do as it ever has.

        Examples:
          optimiser                                            questions only, at 5 to 500 a second
          optimiser --mix call-centre --rates 2 10 --rounds 5  callers who hold and confirm: how many lose their offer
        """;

    internal static Command Create()
    {
        var load = new LoadOptions(rate: 50, seconds: 20, warmUp: 5);
        Option<double[]> rates = new Option<double[]>("--rates")
        {
            Description = "Calls a second, one rate after the other.",
            HelpName = "X",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [5, 50, 95, 500],
        }.Number(0.1, 100_000);
        Option<double> rounds = LoadOptions.Number("--rounds", "How often each is measured.", 3, 1, 100);
        var scenario = SiloChoice.Scenario();
        var command = new TaughtCommand("optimiser", "Compare a silo that optimises with one that does not.", Lesson) { rates, rounds, scenario };
        foreach (Option option in load.All.Where(option => option.Name != "--rate")) command.Add(option);
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(
            () => RunAsync(parsed.GetRequiredValue(scenario), parsed.GetRequiredValue(rates), (int)parsed.GetValue(rounds), load.Read(parsed), stop), stop));
        return command;
    }

    private static async Task RunAsync(string scenario, double[] rates, int rounds, LoadSettings settings, CancellationToken stop)
    {
        if (settings.IsQuick) (rates, rounds) = ([settings.Plan.Rate], 1);
        DirectoryInfo work = Directory.CreateTempSubdirectory("optitime-load-");
        try
        {
            string filled = Path.Combine(work.FullName, "filled");
            await using (await SiloProcess.StartAsync(scenario, filled, ProgressScreen.Line, stop)) { }
            var report = new OptimiserReport();
            foreach (double rate in rates)
            {
                for (int round = 0; round < rounds; round++)
                {
                    // Who is first changes, so that neighbours who come and go disturb both alike.
                    foreach (bool optimises in round % 2 == 0 ? [false, true] : new[] { true, false })
                        report.Add(rate, optimises, await RoundAsync(Copy(filled, Path.Combine(work.FullName, "round")), optimises, settings with { Plan = settings.Plan with { Rate = rate } }, stop));
                }
            }
            Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
            LoadPlan plan = settings.Plan;
            Console.Out.WriteLine($"{rounds} rounds of {Figures.Count(plan.Measured.TotalSeconds)} s after {Figures.Count(plan.WarmUp.TotalSeconds)} s of warm-up, in turn; {(plan.IsPoisson ? "Poisson" : "evenly spaced")} arrivals, seed {plan.Seed}; times from when a request was due. One silo on SQLite and the driver share the machine.\n");
            Console.Out.WriteLine(report.Write());
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<OptimiserRound> RoundAsync(string data, bool optimises, LoadSettings settings, CancellationToken stop)
    {
        await using SiloProcess silo = await SiloProcess.ServeAsync(data, optimises, stop);
        using LoadTest test = await LoadTest.PrepareAsync([silo.Address], [silo.Id], false, settings, _ => { }, stop);
        LoadResult load = await ProgressScreen.ShowAsync(
            $"{Figures.Count(settings.Plan.Rate)} calls/s, {(optimises ? "optimised" : "as it is")}", tell => test.RunAsync(settings.Plan, tell, stop));
        return await OptimiserRound.ReadAsync(load, silo.Address, stop);
    }

    private static string Copy(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }
}
