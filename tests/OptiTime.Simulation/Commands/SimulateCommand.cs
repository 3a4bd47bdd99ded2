using System.CommandLine;
using System.Globalization;
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
          dotnet run -c Release --project tests/OptiTime.Simulation -- --seed 7 --episode 1234  one episode again, exactly
          dotnet run -c Release --project tests/OptiTime.Simulation -- --mutant SiloClock        a defect put in on purpose, and caught

        The exit code is 0 when every promise was kept, and 1 when one was broken; then the seed, the latest steps and the command that plays them again are told.
        """;

    private const int MostSeconds = 1_000_000, MostThreads = 1_024;

    internal static RootCommand Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long to play; what has begun is played to its end.", DefaultValueFactory = _ => 60 };
        var seed = new Option<ulong>("--seed") { Description = "Determines everything that happens.", DefaultValueFactory = _ => 1 };
        var episode = new Option<long?>("--episode") { Description = "Only the episode of this number, from 0." };
        var episodes = new Option<long>("--episodes") { Description = "How many episodes at the most.", DefaultValueFactory = _ => long.MaxValue };
        var attempts = new Option<long>("--attempts") { Description = "How many attempts to book an episode has.", DefaultValueFactory = _ => new EpisodeOptions().Attempts };
        var threads = new Option<int>("--threads") { Description = "How many episodes at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var mutant = new Option<Mutant>("--mutant") { Description = "A defect to put into the store." };
        Require(seconds, word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given >= 0.001 && given <= MostSeconds, $"Give a number from 0.001 to {MostSeconds}.");
        Require(seed, word => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _), $"Give a whole number from 0 to {ulong.MaxValue}.");
        RequireWhole(episode, 0);
        RequireWhole(episodes, 1);
        RequireWhole(attempts, 1);
        RequireWhole(threads, 1, MostThreads);
        Require(mutant, word => Enum.GetNames<Mutant>().Contains(word, StringComparer.OrdinalIgnoreCase), $"Say one of: {string.Join(", ", Enum.GetNames<Mutant>())}.");
        var command = new RootCommand(Description) { seconds, seed, episode, episodes, attempts, threads, mutant };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new SimulationOrder(
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(episode), parsed.GetValue(episodes), parsed.GetValue(threads),
                new EpisodeOptions { Attempts = parsed.GetValue(attempts), Mutant = parsed.GetValue(mutant) }),
            parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    private static int Run(SimulationOrder order, TextWriter output, CancellationToken stop)
    {
        var report = new SimulationReport(order, output);
        report.Begin();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (order.Episode is null) end.CancelAfter(order.Time);
        var run = new SimulationRun(order.Seed, order.Episode ?? 0, order.Episode is null ? order.Episodes : 1, order.Options) { Progress = report.Progress };
        (Figures figures, EpisodeResult? broken) = run.Play(order.Episode is null ? order.Threads : 1, end.Token);
        report.End(figures, broken);
        return broken is null ? 0 : 1;
    }

    private static void RequireWhole(Option option, long least, long most = long.MaxValue) => Require(
        option, word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long given) && given >= least && given <= most, $"Give a whole number from {least} to {most}.");

    private static void Require(Option option, Func<string, bool> allows, string remedy) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var word] && !allows(word.Value)) result.AddError($"{option.Name} is '{word.Value}'. {remedy}");
    });
}
