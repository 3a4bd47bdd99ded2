using System.CommandLine;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>run</c>: one load on silos that run already.</summary>
internal static class RunCommand
{
    private const string Lesson =
        """
        What to ask is read from the silo itself: its territories, services and customers. Callers of the call-centre take the best offer half of the time; who loses a race tries the fresh offers that come with the news.

        Examples:
          run --rate 1000
          run --mix call-centre --rate 30 --think 1 --seconds 300 --warm-up 120
          run --urls http://127.0.0.1:5081 http://127.0.0.1:5082 --by-territory --pid 4711 4712 --rate 2000
        """;

    internal static Command Create()
    {
        var (targets, load) = (new Targets(), new LoadOptions(rate: 200, seconds: 30, warmUp: 10));
        var command = new TaughtCommand("run", "Put load on silos that are running.", Lesson);
        targets.AddTo(command);
        foreach (Option option in load.All) command.Add(option);
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(() => RunAsync(targets.Read(parsed), load.Read(parsed), stop), stop));
        return command;
    }

    private static async Task RunAsync((Uri[] Silos, int[] Processes, bool ByTerritory) targets, LoadSettings settings, CancellationToken stop)
    {
        using LoadTest test = await LoadTest.PrepareAsync(targets.Silos, targets.Processes, targets.ByTerritory, settings, ProgressScreen.Line, stop);
        LoadResult result = await ProgressScreen.ShowAsync(
            $"{Figures.Count(settings.Plan.Rate)} calls/s", tell => test.RunAsync(settings.Plan, tell, stop));
        Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.Out.WriteLine(RunReport.Write(result));
    }
}
