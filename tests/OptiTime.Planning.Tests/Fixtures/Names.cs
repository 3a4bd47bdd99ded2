using OptiTime.Planning.Commitments;
using OptiTime.Planning.Explain;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>What commitments are called in explanations that tests read.</summary>
internal static class Names
{
    internal static CommitmentNaming Plain { get; } =
        new(commitment => (commitment.IsJob ? "J-" : commitment.State == CommitmentState.Held ? "H-" : "B-") + commitment.Id);
}
