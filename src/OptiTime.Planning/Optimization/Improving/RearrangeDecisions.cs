using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>Making moves that were found to pay: only where they still do.</summary>
internal static class RearrangeDecisions
{
    private const string Why = "the plan has become cheaper by it";

    internal static Decision Rearrange(Draft draft, Catalogue catalogue, RearrangeWork command)
    {
        var state = new Rearrangement(draft.Board, catalogue, draft.Now, command.Options);
        if (state.Make(command.Moves) is not { } gain) return Decision.Refuse(RefusalCode.OfferTaken, "The moves are not possible any more.");
        Money saved = CostUnits.ToMoney(gain);
        if (saved.Cents <= 0) return Decision.Refuse(RefusalCode.OfferTaken, "The moves do not pay any more.");
        Change[] changes = [.. state.Changes().Select(change => change is CommitmentRecorded recorded ? recorded with { Reason = Why } : change)];
        draft.Add(changes);
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, changes.OfType<TourPlanned>(), draft.Now)]);
        // Jobs that wait are planned as they are sold now.
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: false) with { Saved = saved });
    }
}
