using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Tests;

public sealed class DeterminismTests
{
    private static readonly EpisodeOptions Short = new() { Attempts = 500 };

    [Fact]
    public void A_seed_determines_every_step()
    {
        ulong[] first = [.. Enumerable.Range(0, 4).Select(episode => TraceOf(5, episode))];
        ulong[] again = [.. Enumerable.Range(0, 4).Reverse().Select(episode => TraceOf(5, episode)).Reverse()];
        again.ShouldBe(first);
        first.Distinct().Count().ShouldBe(first.Length);
        TraceOf(6, 0).ShouldNotBe(first[0]);
    }

    [Fact]
    public void It_makes_no_difference_how_many_episodes_are_played_at_once()
    {
        Figures one = Play(threads: 1), three = Play(threads: 3);
        three.Trace.ShouldBe(one.Trace);
        (three.Attempts, three.Versions, three.Faults.Total).ShouldBe((one.Attempts, one.Versions, one.Faults.Total));
    }

    [Fact]
    public void An_episode_that_broke_a_promise_breaks_it_again_at_the_same_step()
    {
        EpisodeOptions defect = new() { Mutant = Mutant.LostEntry };
        (long episode, EpisodeResult broken) = Enumerable.Range(0, 20).Select(number => ((long)number, Episode.Run(1, number, defect)))
            .First(played => played.Item2.Violation is not null);
        EpisodeResult again = Episode.Run(1, episode, defect);
        again.Violation.ShouldBe(broken.Violation);
        (again.Figures.Steps, again.Figures.Trace).ShouldBe((broken.Figures.Steps, broken.Figures.Trace));
        again.Latest.ShouldBe(broken.Latest);
    }

    private static ulong TraceOf(ulong seed, long episode) => Episode.Run(seed, episode, Short).Figures.Trace;

    private static Figures Play(int threads) => new SimulationRun(9, 0, 6, Short).Play(threads, CancellationToken.None).Figures;
}
