using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Tests;

/// <summary>The checks prove something only if they catch what they are there for: each defect that is put in on purpose must be caught.</summary>
public sealed class MutantTests
{
    private const ulong Seed = 6;
    private const int Episodes = 8;

    public static TheoryData<string> Mutants => [.. Enum.GetNames<Mutant>().Except([nameof(Mutant.None)])];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_defect_is_caught_within_eight_episodes(string mutant)
    {
        EpisodeResult? broken = Play(Enum.Parse<Mutant>(mutant));
        broken.ShouldNotBeNull($"no check caught {mutant}");
        broken.Violation.ShouldNotBeNull().Promise.ShouldNotBe("nothing breaks");
    }

    [Fact]
    public void Without_a_defect_the_same_episodes_keep_every_promise() => Play(Mutant.None).ShouldBeNull();

    private static EpisodeResult? Play(Mutant mutant) =>
        new SimulationRun(Seed, 0, Episodes, new EpisodeOptions { Mutant = mutant }).Play(1, CancellationToken.None).Broken;
}
