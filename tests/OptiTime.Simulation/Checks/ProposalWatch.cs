using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;

namespace OptiTime.Simulation.Checks;

/// <summary>A proposal as its log tells it.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Opened">The version that opened it.</param>
/// <param name="Ended">The version that ended it; null while it is open.</param>
internal sealed record ProposalLife(Proposal Proposal, long Opened, long? Ended);

/// <summary>
/// Watches the proposals of one log: whom they pin stays what it was told, their newcomers stand nowhere, what they keep lives as long as they do, and accepted
/// ones come true whole and in time.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class ProposalWatch(string log)
{
    private readonly Dictionary<string, ProposalLife> _proposals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);
    private readonly List<(Proposal Proposal, int Alternative)> _accepted = [];

    /// <summary>What a dispatcher does in the entry that is looked at, by commitment.</summary>
    internal Dictionary<string, HandAct> ByHand { get; } = new(StringComparer.Ordinal);

    /// <summary>A proposal; null when it was never opened.</summary>
    internal ProposalLife? Find(string id) => _proposals.GetValueOrDefault(id);

    /// <summary>Looks at an entry before its commitments are looked at.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="now">The time that its guards were judged by.</param>
    /// <param name="takeOffer">Told who takes which offer.</param>
    internal void Begin(LogEntry entry, Moment now, Action<string, string> takeOffer)
    {
        _accepted.Clear();
        ByHand.Clear();
        foreach (DoneByHand done in entry.Changes.OfType<DoneByHand>()) ByHand[done.Commitment] = done.Act;
        foreach (Change change in entry.Changes)
        {
            if (change is ProposalOpened { Proposal: var proposal })
            {
                Require(_proposals.TryAdd(proposal.Id, new ProposalLife(proposal, entry.Version, null)), entry, "a proposal is opened once", $"'{proposal.Id}' is opened again");
                foreach (ProposedMove move in proposal.Kept())
                    Require(_open.TryAdd(move.Commitment, proposal.Id), entry, "one proposal pins", $"'{proposal.Id}' and '{_open[move.Commitment]}' both pin '{move.Commitment}'");
                if ((proposal.Newcomer ?? proposal.Rescheduled) is { } asking) takeOffer(asking.Id, asking.Offer);
            }
            if (change is ProposalEnded ended) End(entry, ended, now);
        }
    }

    /// <summary>Whether a commitment is as a proposal that took up its offer says.</summary>
    internal bool TookUp(Commitment commitment) => _accepted.Any(one =>
        (one.Proposal.Newcomer ?? one.Proposal.Rescheduled) is { } asking && asking.Id == commitment.Id && asking.Offer == commitment.Offer);

    /// <summary>Whether a commitment is as a proposal says that the entry accepts.</summary>
    internal bool Agreed(Commitment commitment) => TookUp(commitment) || MoveOf(commitment.Id) is not null;

    /// <summary>Looks at what an entry has come to.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="find">The life of a commitment.</param>
    /// <param name="touched">The commitments it touches.</param>
    internal void End(LogEntry entry, Func<string, Life?> find, IReadOnlySet<string> touched)
    {
        foreach ((Proposal proposal, int alternative) in _accepted)
        {
            foreach (ProposedMove move in proposal.Alternatives[alternative].Moves.Where(move => !IsTouchedAgain(entry, move.Commitment)))
                Require(Told(find(move.Commitment)?.Commitment.Steps) == Told(move.To), entry, "what is agreed comes true whole", $"'{move.Commitment}' is not where proposal '{proposal.Id}' says");
            if (proposal.Newcomer is { } newcomer && !IsTouchedAgain(entry, newcomer.Id)) Require(find(newcomer.Id) is { Lives: true, Standing: not null }, entry, "what is agreed comes true whole", $"'{newcomer.Id}' has no place");
        }
        foreach (string pinned in touched.Where(_open.ContainsKey))
        {
            Proposal proposal = _proposals[_open[pinned]].Proposal;
            ProposedMove move = proposal.Kept().First(move => move.Commitment == pinned);
            Require(find(pinned) is { Lives: true } life && Told(life.Commitment.Steps) == Told(move.From), entry, "nothing pinned moves", $"'{pinned}' is pinned by proposal '{proposal.Id}', and is not what it was told");
        }
        // Of commands that are written together one may end what another opened.
        foreach (string id in entry.Changes.OfType<ProposalOpened>().Where(opened => Find(opened.Proposal.Id)!.Ended is null).SelectMany(opened => opened.Proposal.Kept()).Select(move => move.Reservation).OfType<string>())
            Require(find(id) is { Lives: true, Standing: not null }, entry, "a proposal keeps its places", $"'{id}' is not there");
        foreach (ProposalEnded ended in entry.Changes.OfType<ProposalEnded>())
        {
            foreach (string kept in _proposals[ended.Id].Proposal.Kept().Select(move => move.Reservation).OfType<string>())
                Require(find(kept) is not { Lives: true }, entry, "what is kept ends with its proposal", $"'{kept}' outlives '{ended.Id}'");
        }
        foreach (CommitmentRecorded recorded in entry.Changes.OfType<CommitmentRecorded>())
            Require(Find(recorded.Commitment.Id) is not { Proposal.Newcomer: not null } life || _accepted.Any(one => one.Proposal == life.Proposal) || find(recorded.Commitment.Id)!.Began < entry.Version,
                entry, "a proposal occupies nothing", $"the newcomer '{recorded.Commitment.Id}' is on the board, and nobody accepted it");
    }

    private void End(LogEntry entry, ProposalEnded ended, Moment now)
    {
        Require(_proposals.TryGetValue(ended.Id, out ProposalLife? life) && life.Ended is null, entry, "a proposal ends once", $"'{ended.Id}' is ended and is not open");
        _proposals[ended.Id] = life! with { Ended = entry.Version };
        foreach (ProposedMove move in life!.Proposal.Kept()) _open.Remove(move.Commitment);
        if (ended.Ending == ProposalEnding.Expired)
            Require(now >= life.Proposal.OpenUntil, entry, "a proposal is open until its time", $"'{ended.Id}' is open until {life.Proposal.OpenUntil} and expires at {now} by the store's clock");
        if (ended.Ending != ProposalEnding.Accepted) return;
        Require(now < life.Proposal.OpenUntil, entry, "no late acceptance", $"'{ended.Id}' was open until {life.Proposal.OpenUntil} and is accepted at {now} by the store's clock");
        _accepted.Add((life.Proposal, ended.Alternative ?? 0));
    }

    /// <summary>Whether a later command of those that were written together moved it on, or ended it.</summary>
    private static bool IsTouchedAgain(LogEntry entry, string id) =>
        entry.Changes.Any(change => change is CommitmentEnded ended && ended.Id == id) || entry.Changes.Count(change => change is CommitmentRecorded recorded && recorded.Commitment.Id == id) > 1;

    private ProposedMove? MoveOf(string commitment) =>
        _accepted.SelectMany(one => one.Proposal.Alternatives[one.Alternative].Moves).FirstOrDefault(move => move.Commitment == commitment);

    private static string Told(IEnumerable<CommittedStep>? steps) =>
        string.Join(", ", (steps ?? []).Select(step => $"{step.Promise} {string.Join(" ", step.Assignments.Select(who => who.Resource))}"));

    private void Require(bool holds, LogEntry entry, string promise, string message)
    {
        if (!holds) throw new ViolationException(new Violation(promise, $"log '{log}' version {entry.Version}: {message}."));
    }
}
