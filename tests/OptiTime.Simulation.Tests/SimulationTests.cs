using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Runs;

namespace OptiTime.Simulation.Tests;

/// <summary>Some minutes of many silos' lives. The program plays more: <c>dotnet run -c Release --project tests/OptiTime.Simulation -- --seconds 600</c>.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const ulong Seed = 20261122;
    private const int Episodes = 40;

    [Fact]
    public void Silos_keep_every_promise_whatever_dies_lags_or_lies()
    {
        (Figures figures, EpisodeResult? broken) = new SimulationRun(Seed, 0, Episodes, new EpisodeOptions()).Play(Environment.ProcessorCount, CancellationToken.None);
        broken.ShouldBeNull(broken is null ? null : $"--seed {Seed} --episode {broken.Episode}: {broken.Violation}");
        figures.Episodes.ShouldBe(Episodes);
        figures.Attempts.ShouldBeGreaterThanOrEqualTo(Episodes * new EpisodeOptions().Attempts);
        // All of it was put to the test: every fault struck, and callers were told what there is to be told, each some hundreds of times.
        Enum.GetValues<Fault>().Where(fault => figures.Faults[fault] == 0).ShouldBeEmpty();
        figures.Faults.Total.ShouldBeGreaterThan(figures.Attempts / 5);
        new[] { figures.Accepted, figures.Replayed, figures.Refused, figures.ComeAgain, figures.Unknown, figures.VersionsLost, figures.GuardsFailed, figures.Lent, figures.Disruptions, figures.Broken, figures.Proposed, figures.Agreed, figures.ByHand }.ShouldAllBe(count => count > 0);
        // So few that another draw may have none.
        output.WriteLine($"{figures.Contended} calls were told that others had been first too often.");
    }
}
