using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Verification;

/// <summary>
/// Checks that what is lent stands in both plans: give it the boards of all territories as they are at one time, then ask. A half may be missing only
/// where its log has seen the other's end: a hold whose time is over there, or a day that has passed.
/// </summary>
public sealed class LoanChecker
{
    private readonly Dictionary<string, Side> _sides = new(StringComparer.Ordinal);

    /// <summary>What a territory lends and borrows, and how far its plan reaches back.</summary>
    private sealed record Side(Moment At, Moment Since, Dictionary<string, Commitment> Commitments);

    /// <summary>Adds the board of a territory.</summary>
    /// <param name="snapshot">The board's facts, as <see cref="Boards.BoardSnapshot.Of"/> writes them.</param>
    public void Add(Snapshot snapshot)
    {
        var facts = new PlanFacts((TerritoryDefined)snapshot.Changes[0].Change, snapshot);
        // A tour that began on the last day dropped may have served until well into the first day kept.
        _sides[snapshot.Log] = new Side(facts.At, facts.StartOf(facts.Territory.FirstDay + 1), facts.Commitments.Values
            .Where(commitment => commitment.Loan is not null || Parts(commitment).Any(part => part.Territory is not null))
            .ToDictionary(commitment => commitment.Id, StringComparer.Ordinal));
    }

    /// <summary>Every breach between the boards that were added, with the territory in whose plan the half stands that has no right other one.</summary>
    public IEnumerable<(string Territory, Breach Breach)> Check() =>
        from side in _sides
        from commitment in side.Value.Commitments.Values
        from breach in commitment.Loan is { } loan ? CheckLoan(side.Key, commitment, loan) : CheckBorrower(side.Key, commitment)
        select (side.Key, breach);

    private IEnumerable<Breach> CheckBorrower(string territory, Commitment commitment)
    {
        foreach (string lender in Parts(commitment).Select(part => part.Territory).OfType<string>().Distinct())
        {
            string name = $"Commitment '{commitment.Id}' of '{territory}' borrows from '{lender}'";
            if (!_sides.TryGetValue(lender, out Side? side))
                yield return new Breach(PlanRules.Lending, $"{name}, of which there is no plan.");
            else if (!side.Commitments.TryGetValue(commitment.Offer, out Commitment? loan))
            {
                if (!MayHaveEnded(commitment, side)) yield return new Breach(PlanRules.Lending, $"{name}, where no loan '{commitment.Offer}' stands.");
            }
            else if (loan.Loan != new Loan(territory, commitment.Id))
                yield return new Breach(PlanRules.Lending, $"{name}, where '{commitment.Offer}' is lent for {loan.Loan}.");
            // Of what has lost its place that is lent which had begun.
            else if (loan.State != (commitment.State == CommitmentState.Broken ? CommitmentState.Confirmed : commitment.State) || loan.HeldUntil != commitment.HeldUntil)
                yield return new Breach(PlanRules.Lending, $"{name}: it is {commitment.State} until {commitment.HeldUntil}, the loan is {loan.State} until {loan.HeldUntil}.");
            else if (!Words(commitment, lender).SequenceEqual(Words(loan, null)))
                yield return new Breach(PlanRules.Lending, $"{name}: {string.Join("; ", Words(commitment, lender))}. Lent are {string.Join("; ", Words(loan, null))}.");
        }
    }

    private IEnumerable<Breach> CheckLoan(string lender, Commitment commitment, Loan loan)
    {
        string name = $"Commitment '{commitment.Id}' of '{lender}' is lent to '{loan.Territory}'";
        if (!_sides.TryGetValue(loan.Territory, out Side? side))
            yield return new Breach(PlanRules.Lending, $"{name}, of which there is no plan.");
        else if (!side.Commitments.TryGetValue(loan.Commitment, out Commitment? borrower) || borrower.Offer != commitment.Id)
        {
            if (MayHaveEnded(commitment, side)) yield break;
            yield return new Breach(
                PlanRules.Lending, $"{name} for '{loan.Commitment}' ({commitment.State}), which {(borrower is null ? "does not stand there" : $"stands there by offer '{borrower.Offer}'")}.");
        }
        else if (Parts(borrower).All(part => part.Territory != lender))
            yield return new Breach(PlanRules.Lending, $"{name} for '{loan.Commitment}', in which nobody of '{lender}' takes part.");
    }

    /// <summary>Whether the other half may have ended by itself in a plan.</summary>
    private static bool MayHaveEnded(Commitment half, Side there) =>
        half.HeldUntil <= there.At || half.Steps.All(step => new Moment(step.LatestStart.Value + step.Duration.Value) <= there.Since);

    private static IEnumerable<Assignment> Parts(Commitment commitment) => commitment.Steps.SelectMany(step => step.Assignments);

    /// <summary>Who of a territory does what when, in words that are compared.</summary>
    private static IEnumerable<string> Words(Commitment commitment, string? territory) =>
        from step in commitment.Steps
        from part in step.Assignments
        where part.Territory == territory
        select $"'{part.Resource}' unit {part.Unit} as '{part.Role.Name}' of '{step.Name}' at {step.EarliestStart} for {step.Duration} at '{step.Site}', promised {step.Promise}";
}
