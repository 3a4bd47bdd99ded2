using System.CommandLine;
using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Commands;

/// <summary>The program's one command.</summary>
internal static class SimulateCommand
{
    private const string Description =
        """
        Plays silos over a log whose replies get lost, whose clock and theirs disagree, and which dies as they do; callers hold, confirm, book, move and call off, and say it again elsewhere when no answer comes. Every promise is checked at every step. What happens is determined by the seed.

        Examples:
          dotnet run -c Release --project tests/OptiTime.Simulation -- --seconds 600            ten minutes on all processors
          dotnet run -c Release --project tests/OptiTime.Simulation -- --seed 7 --scenario 1234  one scenario again, exactly
          dotnet run -c Release --project tests/OptiTime.Simulation -- --mutant SiloClock        a defect put in on purpose, and caught

        The exit code is 0 when every promise was kept, and 1 when one was broken; then the seed, the latest steps and the command that plays them again are told.
        """;

    internal static RootCommand Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long to play; what has begun is played to its end.", DefaultValueFactory = _ => 60 };
        var seed = new Option<ulong>("--seed") { Description = "Determines everything that happens.", DefaultValueFactory = _ => 1 };
        var scenario = new Option<long?>("--scenario") { Description = "Only the scenario of this number, from 0." };
        var scenarios = new Option<long>("--scenarios") { Description = "How many scenarios at the most.", DefaultValueFactory = _ => long.MaxValue };
        var attempts = new Option<long>("--attempts") { Description = "How many attempts to book a scenario has.", DefaultValueFactory = _ => new ScenarioOptions().Attempts };
        var threads = new Option<int>("--threads") { Description = "How many scenarios at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var mutant = new Option<Mutant>("--mutant") { Description = "A defect to put into the store." };
        RequireAtLeast(seconds, 0.001);
        RequireAtLeast(scenario, 0);
        RequireAtLeast(scenarios, 1);
        RequireAtLeast(attempts, 1);
        RequireAtLeast(threads, 1);
        var command = new RootCommand(Description) { seconds, seed, scenario, scenarios, attempts, threads, mutant };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new SimulationOrder(
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(scenario), parsed.GetValue(scenarios), parsed.GetValue(threads),
                new ScenarioOptions { Attempts = parsed.GetValue(attempts), Mutant = parsed.GetValue(mutant) }),
            parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    private static int Run(SimulationOrder order, TextWriter output, CancellationToken stop)
    {
        var report = new SimulationReport(order, output);
        report.Begin();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (order.Scenario is null) end.CancelAfter(order.Time);
        var run = new SimulationRun(order.Seed, order.Scenario ?? 0, order.Scenario is null ? order.Scenarios : 1, order.Options) { Progress = report.Progress };
        (Figures figures, ScenarioResult? broken) = run.Play(order.Scenario is null ? order.Threads : 1, end.Token);
        report.End(figures, broken);
        return broken is null ? 0 : 1;
    }

    private static void RequireAtLeast<T>(Option<T> option, double least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is IConvertible value && value.ToDouble(System.Globalization.CultureInfo.InvariantCulture) < least)
            result.AddError(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{option.Name} is at least {least}."));
    });
}
