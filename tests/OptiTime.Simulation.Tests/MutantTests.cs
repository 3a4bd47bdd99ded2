using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Tests;

/// <summary>The checks prove something only if they catch what they are there for: each defect that is put in on purpose must be caught.</summary>
public sealed class MutantTests
{
    private const ulong Seed = 6;
    // A defect has many: which of them shows it changes with every change to what is played.
    private const int EpisodesToCatch = 64, EpisodesToKeep = 8;

    public static TheoryData<string> Mutants => [.. Enum.GetNames<Mutant>().Except([nameof(Mutant.None)])];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_defect_is_caught_within_sixty_four_episodes(string mutant)
    {
        EpisodeResult? broken = Play(Enum.Parse<Mutant>(mutant), EpisodesToCatch);
        broken.ShouldNotBeNull($"no check caught {mutant}");
        broken.Violation.ShouldNotBeNull().Promise.ShouldNotBe("nothing breaks");
    }

    [Fact]
    public void Without_a_defect_the_first_eight_of_these_episodes_keep_every_promise() => Play(Mutant.None, EpisodesToKeep).ShouldBeNull();

    private static EpisodeResult? Play(Mutant mutant, int episodes) =>
        new SimulationRun(Seed, 0, episodes, new EpisodeOptions { Mutant = mutant }).Play(1, CancellationToken.None).Broken;
}
