using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;

namespace OptiTime.Planning.Verification;

/// <summary>
/// Checks the log of a territory entry by entry: what is told about it over time, where a board only shows a moment. Give it the entries
/// from the first one on.
/// </summary>
/// <param name="every">After how many entries the board is checked too; 1: after each, 0: never. Default 0.</param>
public sealed class LogChecker(int every = 0)
{
    private readonly Dictionary<string, Commitment> _living = [];
    private readonly Dictionary<string, string> _over = [];
    private readonly HashSet<string> _offers = [];
    private readonly ProposalLives _proposals = new();
    private LogEntry? _before;
    private bool _lost;

    /// <summary>The board after the entries so far; null before the first, and that of the last good entry once one could not be applied.</summary>
    public Board? Board { get; private set; }

    /// <summary>Every breach in a whole log.</summary>
    /// <param name="entries">The entries from the first one on.</param>
    /// <param name="every">After how many entries the board is checked too; 0: never.</param>
    public static IReadOnlyList<Breach> Check(IEnumerable<LogEntry> entries, int every = 0)
    {
        var checker = new LogChecker(every);
        return [.. entries.SelectMany(checker.Next)];
    }

    /// <summary>The breaches the next entry brings.</summary>
    public IReadOnlyList<Breach> Next(LogEntry entry)
    {
        List<Breach> breaches = [.. Sequence(entry), .. _proposals.Opened(entry, NameOf(entry))];
        foreach (Change change in entry.Changes)
        {
            if (change is CommitmentRecorded { Commitment: var commitment }) breaches.AddRange(Recorded(entry, commitment));
            if (change is ProposalOpened { Proposal: var opened } && (opened.Newcomer ?? opened.Rescheduled)?.Offer is { } offer && !_offers.Add(offer))
                breaches.Add(new Breach(PlanRules.Offer, $"{NameOf(entry)} takes up offer '{offer}' for proposal '{opened.Id}'; it was taken up before."));
            if (change is CommitmentEnded ended) breaches.AddRange(Ended(entry, ended));
        }
        breaches.AddRange(_proposals.Ended(entry, NameOf(entry)));
        breaches.AddRange(Replayed(entry));
        _before = entry;
        return breaches;
    }

    private IEnumerable<Breach> Sequence(LogEntry entry)
    {
        long next = (_before?.Version ?? 0) + 1;
        if (entry.Version != next)
            yield return new Breach(PlanRules.Version, $"{NameOf(entry)} follows; {next} is the next version.");
        if (_before is not { } before) yield break;
        if (entry.Log != before.Log)
            yield return new Breach(PlanRules.Version, $"{NameOf(entry)} follows an entry of log '{before.Log}'.");
        if (entry.At < before.At)
            yield return new Breach(PlanRules.Time, $"{NameOf(entry)} was taken at {entry.At}, before the entry before it at {before.At}.");
    }

    private IEnumerable<Breach> Recorded(LogEntry entry, Commitment commitment)
    {
        if (_over.TryGetValue(commitment.Id, out string? how))
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} changes commitment '{commitment.Id}', which {how}.");
        Commitment? before = _living.GetValueOrDefault(commitment.Id);
        if (commitment.State == CommitmentState.Broken && before is not { IsBooking: true } && !(before is null && CameUp(entry, commitment.Id)))
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} breaks '{commitment.Id}', which is {before?.State.ToString() ?? "not there"} and no booking.");
        if (before is { IsBooking: true } && commitment.State == CommitmentState.Held)
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} makes the booking '{commitment.Id}' a hold again.");
        if (before is not null && before.IsJob != commitment.IsJob)
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} turns '{commitment.Id}' from {before.State} into {commitment.State}: a job is nobody's promise.");
        if (before is { State: CommitmentState.Done })
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} changes job '{commitment.Id}', which is done.");
        if (before is { State: CommitmentState.Held, HeldUntil: { } until } && commitment.State == CommitmentState.Confirmed && entry.At >= until)
            yield return new Breach(PlanRules.HoldTime, $"{NameOf(entry)} confirms hold '{commitment.Id}' at {entry.At}; it expired at {until}.");
        if (before is { State: CommitmentState.Confirmed } && before.Offer == commitment.Offer && IsToldOtherwise(before, commitment)
            && !_proposals.Agreed(entry, commitment) && !IsByHand(entry, commitment.Id))
            yield return new Breach(PlanRules.Proposal, $"{NameOf(entry)} promises '{commitment.Id}' {commitment.Steps[0].Promise} instead of {before.Steps[0].Promise}, and nobody accepted that.");
        if (before?.Offer != commitment.Offer && !_proposals.TookUp(commitment) && !_offers.Add(commitment.Offer))
            yield return new Breach(PlanRules.Offer, $"{NameOf(entry)} takes up offer '{commitment.Offer}' for commitment '{commitment.Id}'; it was taken up before.");
        _living[commitment.Id] = commitment;
    }

    /// <summary>Whether it is urgent work that came up, for which there was no place.</summary>
    private static bool CameUp(LogEntry entry, string id) =>
        entry.Changes.OfType<RepairRecorded>().Any(one => one.Repair.Disruption is UrgentWork urgent && urgent.Commitment == id);

    /// <summary>Whether a person gave it that place, and said that its customer is to be called.</summary>
    private static bool IsByHand(LogEntry entry, string id) =>
        entry.Changes.OfType<DoneByHand>().Any(done => done is { Act: HandAct.Assigned, CallCustomer: true } && done.Commitment == id);

    private static bool IsToldOtherwise(Commitment before, Commitment after) =>
        // Of a loan whose work has lost its place that is left which had begun.
        !before.Steps.Take(after.Loan is null ? before.Steps.Length : after.Steps.Length).Select(step => step.Promise).SequenceEqual(after.Steps.Select(step => step.Promise));

    private IEnumerable<Breach> Ended(LogEntry entry, CommitmentEnded ended)
    {
        if (_over.TryGetValue(ended.Id, out string? how))
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} ends commitment '{ended.Id}', which {how}.");
        else if (!_living.Remove(ended.Id, out Commitment? before))
            yield return new Breach(PlanRules.Life, $"{NameOf(entry)} ends commitment '{ended.Id}', which never began.");
        else
        {
            if (!Fits(ended.Ending, before.State))
                yield return new Breach(PlanRules.Life, $"{NameOf(entry)} ends commitment '{ended.Id}', which is {before.State}, as {ended.Ending}.");
            if (ended.Ending == Ending.Expired && before.HeldUntil is { } until && entry.At < until)
                yield return new Breach(PlanRules.HoldTime, $"{NameOf(entry)} expires hold '{ended.Id}' at {entry.At}; it lives until {until}.");
        }
        _over.TryAdd(ended.Id, $"ended as {ended.Ending} at version {entry.Version}");
    }

    /// <summary>Holds are released or expire, bookings are called off, jobs are called off or done.</summary>
    private static bool Fits(Ending ending, CommitmentState state) => state switch
    {
        CommitmentState.Held => ending is Ending.Released or Ending.Expired,
        CommitmentState.Confirmed or CommitmentState.Broken => ending is Ending.Cancelled,
        CommitmentState.Waiting or CommitmentState.Backlog => ending is Ending.Cancelled or Ending.Done,
        _ => false,
    };

    private IReadOnlyList<Breach> Replayed(LogEntry entry)
    {
        // After one entry that cannot be applied no board is right any more: one breach says so, not one for each entry behind it.
        if (_lost) return [];
        try
        {
            Board = Board is null ? Board.Begin(entry) : Board.Apply(entry);
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            _lost = true;
            return [new Breach(PlanRules.Replay, $"{NameOf(entry)} cannot be applied: {failure.Message}")];
        }
        if (entry.Changes.Any(change => change is HorizonAdvanced)) Leave(entry, Board);
        return every > 0 && entry.Version % every == 0 ? BoardChecker.Check(BoardSnapshot.Of(Board)) : [];
    }

    private void Leave(LogEntry entry, Board board)
    {
        foreach (string left in _living.Keys.Where(id => !board.Commitments.ContainsKey(id)).ToList())
        {
            _living.Remove(left);
            _over[left] = $"left the board with its day at version {entry.Version}";
        }
    }

    private static string NameOf(LogEntry entry) => $"Log '{entry.Log}' version {entry.Version}";
}
