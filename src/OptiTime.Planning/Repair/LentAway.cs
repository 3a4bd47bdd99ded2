using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// What is lent loses its place where it was sold as well: there it is put back with that territory's own people where its customer takes anybody, or else its
/// customer is called. Each of those territories has an entry of the ledger of its own, in the same append.
/// </summary>
/// <param name="catalogue">What is sold.</param>
/// <param name="command">The disruption, which happened at the lender, with the limits of who reported it: where those say nothing each territory's own hold.</param>
internal sealed class LentAway(Catalogue catalogue, HandleDisruption command)
{
    private readonly SortedDictionary<string, Decision> _elsewhere = new(StringComparer.Ordinal);

    /// <summary>The territories whose boards must be known beside that of the disruption: who borrows what lost its place, and who else lends to the same.</summary>
    /// <param name="draft">The draft of the disruption.</param>
    /// <param name="lost">What lost its place.</param>
    internal static IEnumerable<string> Concerned(Draft draft, IReadOnlyCollection<LostWork> lost)
    {
        foreach (LostWork one in lost)
        {
            foreach (string lender in one.Work.Lenders()) yield return lender;
            if (one.Work.Loan is not { } loan) continue;
            yield return loan.Territory;
            foreach (string other in SoldAs(draft, loan)?.Lenders() ?? []) yield return other;
        }
    }

    /// <summary>Takes back what is lent on the draft of the lender, and where it was sold.</summary>
    /// <param name="draft">The draft of the disruption, on whose tours the loans stand no more.</param>
    /// <param name="given">The lender's board before.</param>
    /// <param name="loans">The loans.</param>
    /// <param name="why">Why.</param>
    internal void TakeBack(Draft draft, Board given, IEnumerable<LostWork> loans, string why)
    {
        foreach (IGrouping<string, LostWork> there in loans.GroupBy(one => one.Work.Loan!.Territory))
        {
            Board borrower = draft.Lenders.First(board => board.Settings.Id == there.Key);
            var known = there.ToLookup(one => SoldAs(draft, one.Work.Loan!)?.Offer == one.Work.Id);
            // The other half of a hold may have ended by itself.
            foreach (LostWork one in known[false]) draft.Add([new CommitmentEnded(one.Work.Id, EndingOf(one.Work), why)]);
            if (!known[true].Any()) continue;
            var anew = new Draft(borrower, draft.Now, borrower.Version + 1, [given, .. draft.Lenders.Where(board => board != borrower)]);
            Decision decision = Decide(anew, given.Settings.Id, [.. known[true]]);
            _elsewhere[there.Key] = decision;
            foreach (LenderChanges part in decision.Lenders.Where(part => part.Log == given.Settings.Id)) draft.Add([.. part.Changes.Where(change => change is CommitmentRecorded or CommitmentEnded)]);
        }
    }

    /// <summary>The decision of the disruption with what it comes to elsewhere; null where two of them would change one log at once.</summary>
    internal Decision? With(Decision decision, string lender)
    {
        var parts = new List<LenderChanges>(decision.Lenders);
        var places = new List<Place>(decision.Places);
        foreach ((string territory, Decision there) in _elsewhere)
        {
            parts.Add(new LenderChanges(territory, there.Changes));
            parts.AddRange(there.Lenders.Where(part => part.Log != lender));
            places.AddRange(there.Places);
        }
        return parts.Select(part => part.Log).Distinct().Count() < parts.Count ? null
            : decision with { Lenders = [.. parts.OrderBy(part => part.Log, StringComparer.Ordinal)], Places = [.. places.Distinct()] };
    }

    private Decision Decide(Draft draft, string lender, LostWork[] loans)
    {
        Board before = draft.Board;
        var lost = ImmutableArray.CreateBuilder<LostWork>(loans.Length);
        foreach (LostWork loan in loans)
        {
            Commitment work = before.Commitments[loan.Work.Loan!.Commitment].Commitment;
            int first = Math.Min(LoanSteps.Of(work, lender)[loan.First], LostPlaces.FirstToLeave(draft, work.Id));
            lost.Add(new LostWork(work, before.TimeOf(work, first), first));
        }
        foreach (LostWork one in lost) draft.Add([.. Search.Vacancy.Tours(draft.Board, one.Work, draft.Now, keepsStarts: true, (step, _) => step >= one.First)]);
        HandleDisruption here = command with { Budget = command.Budget.Or(before.Settings.Repair) };
        RepairEntry entry = DisruptionDecisions.PutBack(draft, before, catalogue, here, lost.DrainToImmutable());
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: true) with { Repair = entry });
    }

    private static Ending EndingOf(Commitment loan) => loan.State == CommitmentState.Held ? Ending.Released : Ending.Cancelled;

    /// <summary>What a loan is for, where its territory is known.</summary>
    private static Commitment? SoldAs(Draft draft, Loan loan) =>
        draft.Lenders.FirstOrDefault(board => board.Settings.Id == loan.Territory) is { } board && board.Commitments.TryGetValue(loan.Commitment, out CommitmentEntry entry)
            ? entry.Commitment : null;
}
