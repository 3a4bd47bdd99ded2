using System.Collections.Immutable;

namespace OptiTime.Planning.Commitments;

/// <summary>Which steps of a commitment a lender takes part in: its loan has these, and no others.</summary>
internal static class LoanSteps
{
    /// <summary>The steps, from 0, in which resources of a lender take part, in order.</summary>
    internal static ImmutableArray<int> Of(Commitment commitment, string lender) =>
        [.. Enumerable.Range(0, commitment.Steps.Length).Where(step => commitment.Steps[step].Assignments.Any(who => who.Territory == lender))];
}
