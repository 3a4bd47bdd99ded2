using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;

namespace OptiTime.Planning.Verification;

/// <summary>Follows the proposals of a log: each is opened once and ends once, in its time, and a promise that is another one afterwards was in one that was accepted.</summary>
internal sealed class ProposalLives
{
    private readonly Dictionary<string, Proposal> _open = [];
    private readonly HashSet<string> _over = [];

    /// <summary>Whether an offer is that of a newcomer, or of a booking that is rescheduled, whose proposal took it up.</summary>
    internal bool TookUp(Commitment commitment) => _open.Values.Any(proposal =>
        (proposal.Newcomer ?? proposal.Rescheduled) is { } asking && asking.Id == commitment.Id && asking.Offer == commitment.Offer);

    /// <summary>The breaches that an entry brings, before its commitments are looked at.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="name">How it is called.</param>
    internal IEnumerable<Breach> Opened(LogEntry entry, string name)
    {
        foreach (ProposalOpened opened in entry.Changes.OfType<ProposalOpened>())
        {
            // Where the store was slow, one may be over when it is written: like a hold it then only waits to be ended.
            if (_over.Contains(opened.Proposal.Id) || !_open.TryAdd(opened.Proposal.Id, opened.Proposal))
                yield return new Breach(PlanRules.Proposal, $"{name} opens proposal '{opened.Proposal.Id}', which was opened before.");
        }
    }

    /// <summary>The breaches of what has ended, once its commitments have been looked at.</summary>
    /// <inheritdoc cref="Opened"/>
    internal IEnumerable<Breach> Ended(LogEntry entry, string name)
    {
        foreach (ProposalEnded ended in entry.Changes.OfType<ProposalEnded>())
        {
            if (!_open.Remove(ended.Id, out Proposal? proposal))
            {
                yield return new Breach(PlanRules.Proposal, $"{name} ends proposal '{ended.Id}', which is not open.");
                continue;
            }
            _over.Add(ended.Id);
            if (ended.Ending == ProposalEnding.Expired && entry.At < proposal.OpenUntil)
                yield return new Breach(PlanRules.Proposal, $"{name} expires proposal '{ended.Id}' at {entry.At}; it is open until {proposal.OpenUntil}.");
            if (ended.Ending == ProposalEnding.Accepted && entry.At >= proposal.OpenUntil)
                yield return new Breach(PlanRules.Proposal, $"{name} accepts proposal '{ended.Id}' at {entry.At}; it expired at {proposal.OpenUntil}.");
        }
    }

    /// <summary>Whether an entry accepts a proposal that tells a customer what is promised to them now.</summary>
    internal bool Agreed(LogEntry entry, Commitment after) => entry.Changes.OfType<ProposalEnded>().Any(ended =>
        ended is { Ending: ProposalEnding.Accepted, Alternative: { } chosen } && _open.TryGetValue(ended.Id, out Proposal? proposal)
        && proposal.Alternatives[chosen].Moves.Any(move => move.Commitment == after.Id
            && move.To.Select(step => step.Promise).SequenceEqual(after.Steps.Select(step => step.Promise))));
}
