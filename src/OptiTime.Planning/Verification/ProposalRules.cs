using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;

namespace OptiTime.Planning.Verification;

/// <summary>An open proposal keeps the places it names, pins those it would move, and occupies nothing where they stand.</summary>
internal static class ProposalRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
    [
        .. facts.Proposals.Values.SelectMany(proposal => Check(facts, proposal)),
        .. facts.Commitments.Values.Where(commitment => commitment.Proposal is not null).SelectMany(kept => Kept(facts, kept)),
    ];

    private static IEnumerable<Breach> Check(PlanFacts facts, Proposal proposal)
    {
        string name = $"Proposal '{proposal.Id}'";
        if (proposal.Alternatives.IsDefaultOrEmpty || proposal.Alternatives.Any(alternative => alternative.Moves.IsDefaultOrEmpty))
        {
            yield return new Breach(PlanRules.Proposal, $"{name} moves nobody.");
            yield break;
        }
        if (facts.Commitments.ContainsKey(proposal.Id))
            yield return new Breach(PlanRules.Proposal, $"{name} is open, and its newcomer stands on the board already.");
        if (proposal.Rescheduled is { } moved && proposal.Alternatives[0].Moves.All(move => move.Commitment != moved.Id))
            yield return new Breach(PlanRules.Proposal, $"{name} would reschedule '{moved.Id}', and does not pin it.");
        foreach (ProposedMove move in proposal.Alternatives[0].Moves)
        {
            if (!facts.Commitments.TryGetValue(move.Commitment, out Commitment? pinned))
                yield return new Breach(PlanRules.Proposal, $"{name} pins '{move.Commitment}', which is not on the board.");
            else if (Told(pinned.Steps) != Told(move.From))
                yield return new Breach(PlanRules.Proposal, $"{name} pins '{move.Commitment}' to {Told(move.From)}, and it stands for {Told(pinned.Steps)}.");
            if (move.Reservation is not { } id) continue;
            if (!facts.Commitments.TryGetValue(id, out Commitment? kept) || kept.Proposal != proposal.Id)
                yield return new Breach(PlanRules.Proposal, $"{name} keeps a place by '{id}', which is not there for it.");
            else if (Told(kept.Steps) != Told(move.To))
                yield return new Breach(PlanRules.Proposal, $"{name} keeps {Told(move.To)} by '{id}', which stands for {Told(kept.Steps)}.");
        }
        foreach (IGrouping<string, ProposedMove> twice in proposal.Alternatives[0].Moves.GroupBy(move => move.Commitment).Where(same => same.Count() > 1))
            yield return new Breach(PlanRules.Proposal, $"{name} moves '{twice.Key}' {twice.Count()} times.");
        foreach (Proposal other in facts.Proposals.Values.Where(other => string.CompareOrdinal(other.Id, proposal.Id) > 0))
        {
            foreach (ProposedMove move in proposal.Alternatives[0].Moves.Where(move => other.Pins(move.Commitment)))
                yield return new Breach(PlanRules.Proposal, $"{name} and proposal '{other.Id}' both pin '{move.Commitment}'.");
        }
    }

    /// <summary>What keeps a place is a hold that lives exactly as long as its proposal.</summary>
    private static IEnumerable<Breach> Kept(PlanFacts facts, Commitment kept)
    {
        if (!facts.Proposals.TryGetValue(kept.Proposal!, out Proposal? proposal))
            yield return new Breach(PlanRules.Proposal, $"'{kept.Id}' keeps a place for proposal '{kept.Proposal}', which is not open.");
        else if (kept.State != CommitmentState.Held || kept.HeldUntil != proposal.OpenUntil)
            yield return new Breach(PlanRules.Proposal, $"'{kept.Id}' is {kept.State} until {kept.HeldUntil}; proposal '{proposal.Id}', for which it keeps a place, is open until {proposal.OpenUntil}.");
        else if (proposal.Alternatives.Take(1).SelectMany(first => first.Moves).All(move => move.Reservation != kept.Id))
            yield return new Breach(PlanRules.Proposal, $"'{kept.Id}' keeps a place for proposal '{proposal.Id}', which does not know of it.");
    }

    private static string Told(IEnumerable<CommittedStep> steps) =>
        string.Join(", ", steps.Select(step => $"{step.Promise} with {string.Join(" and ", step.Assignments.Select(who => $"'{who.Resource}'"))}"));
}
