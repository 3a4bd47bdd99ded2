using System.CommandLine;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Profiling;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;
using OptiTime.LoadTests.Silos;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>profile</c>: where the time and the memory of a silo of its own go under load.</summary>
internal static class ProfileCommand
{
    private const string Lesson =
        """
        Starts a silo as "bar" does, puts load on it, and a thousand times a second looks at what each of its threads is doing. Being watched slows it down: read the shares, and take the times from "bar".

        Examples:
          profile
          profile --mix call-centre --rate 50 --rows 40
        """;

    internal static Command Create()
    {
        var load = new LoadOptions(rate: 500, seconds: 20, warmUp: 10);
        Option<double> rows = LoadOptions.Number("--rows", "The most rows of a table.", 25, 1, 1_000);
        (Option<string> scenario, Option<string?> data) = (SiloChoice.Scenario(), SiloChoice.Data());
        var command = new TaughtCommand("profile", "See where a silo's time and memory go under load.", Lesson) { rows, scenario, data };
        foreach (Option option in load.All) command.Add(option);
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(async () =>
        {
            await using SiloProcess silo = await SiloProcess.StartAsync(parsed.GetRequiredValue(scenario), parsed.GetValue(data), ProgressScreen.Line, stop);
            await RunAsync(silo, load.Read(parsed), (int)parsed.GetValue(rows), stop);
        }, stop));
        return command;
    }

    private static async Task RunAsync(SiloProcess silo, LoadSettings settings, int rows, CancellationToken stop)
    {
        using LoadTest test = await LoadTest.PrepareAsync([silo.Address], [], false, settings, ProgressScreen.Line, stop);
        await StepAsync("warming up", settings.Plan with { Measured = settings.Plan.WarmUp + TimeSpan.FromSeconds(1), WarmUp = TimeSpan.Zero });
        using SiloProfile profile = SiloProfile.Begin(silo.Id);
        LoadResult result = await StepAsync("watching", settings.Plan with { WarmUp = TimeSpan.Zero });
        ProfileCounts counts = await profile.EndAsync(stop);
        Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.Out.WriteLine($"{Figures.Count(settings.Plan.Rate)} calls/s, {Figures.Count(settings.Plan.Measured.TotalSeconds)} s; {counts.Samples} looks at threads at work.\n");
        Console.Out.WriteLine(ProfileReport.Write(counts, rows, Math.Max(1, result.AnsweredPerSecond * result.Tally.Seconds)));

        Task<LoadResult> StepAsync(string title, LoadPlan plan) => ProgressScreen.ShowAsync(title, tell => test.RunAsync(plan, tell, stop));
    }
}
