using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Silos;

namespace OptiTime.Simulation.Checks;

/// <summary>
/// Watches what is written and what is told, and stops the episode when the two do not agree: what was accepted is in the log, what was
/// refused is not, a key has one effect, and a refusal was decided on what was there when it was asked for.
/// </summary>
internal sealed class Referee(Figures figures)
{
    private readonly Dictionary<string, LogWatch> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<IdempotencyKey, KeyWatch> _keys = [];
    private readonly Dictionary<string, string> _undone = new(StringComparer.Ordinal);

    /// <summary>The entries of a log, as the store would give them to anybody.</summary>
    internal required Func<string, IReadOnlyList<LogEntry>> Entries { get; init; }

    /// <summary>The watch over a log.</summary>
    internal LogWatch Of(string log) => _logs.TryGetValue(log, out LogWatch? watch) ? watch : _logs[log] = new LogWatch(log);

    /// <summary>What is known of a key.</summary>
    internal KeyWatch Of(IdempotencyKey key) => _keys.TryGetValue(key, out KeyWatch? watch) ? watch : _keys[key] = new KeyWatch();

    /// <summary>Something was written.</summary>
    internal void Written(LogEntry entry, IReadOnlyList<StoredAnswer> answers, Moment clock)
    {
        Of(entry.Log).Take(entry, clock);
        figures.Lent += entry.Changes.Count(change => change is CommitmentRecorded { Commitment.Loan: not null });
        foreach (RepairRecorded told in entry.Changes.OfType<RepairRecorded>())
        {
            figures.Disruptions++;
            figures.Broken += told.Repair.ToCall().Count();
        }
        figures.Proposed += entry.Changes.Count(change => change is ProposalOpened);
        figures.Agreed += entry.Changes.Count(change => change is ProposalEnded { Ending: ProposalEnding.Accepted });
        figures.ByHand += entry.Changes.Count(change => change is DoneByHand);
        foreach (Change change in entry.Changes)
        {
            if (change is ProposalOpened { Proposal.Id: var opened } && _undone.TryGetValue(opened, out string? refused))
                Fail("what was not done stays undone", $"proposal '{opened}' is opened at version {entry.Version} of '{entry.Log}'; its caller was told {refused}");
            if (change is CommitmentRecorded { Commitment.Id: var id } && _undone.TryGetValue(id, out string? told))
                Fail("what was not done stays undone", $"'{id}' is recorded at version {entry.Version} of '{entry.Log}'; its caller was told {told}");
        }
        foreach (StoredAnswer answer in answers)
        {
            KeyWatch key = Of(answer.Key);
            if (key.Effect is { } first)
                Fail("one key, one effect", $"key '{answer.Key.Key}' has its effect at version {first.Version} of '{first.Log}', and another at {entry.Version}");
            if (key is { WasRefused: true, Open: 0, IsUnknown: false })
                Fail("what was not done stays undone", $"key '{answer.Key.Key}' has an effect at version {entry.Version}; every call with it was refused before");
            key.Effect = (entry.Log, entry.Version);
        }
    }

    /// <summary>An append was written, to one log or to several.</summary>
    internal void WrittenTogether(Append append)
    {
        string[] without = [.. append.Parts.Select(part => part.Log).Where(log => Entries(log) is not [.., { AppendId: var last }] || last != append.Id)];
        if (without.Length > 0 && without.Length < append.Parts.Length)
            Fail("several logs are written, or none", $"append {append.Id} is not in {string.Join(" and ", without)}, though in another of its logs");
    }

    /// <summary>The store's own constraint spoke up: on the newest version there is nothing it could object to.</summary>
    internal void Refused(DoubleBooked refusal) => Fail(
        "the constraint and the log agree", $"the store refuses '{refusal.Commitment}' on '{refusal.Resource}', decided on the newest version of '{refusal.Log}', as a double booking");

    /// <summary>A planner is given a call.</summary>
    internal void Called(Call call)
    {
        call.Began = Entries(call.Log).Count;
        if (call.IsAttempt) figures.Attempts++;
        if (call.Key is { } key) Of(key.Key).Open++;
    }

    /// <summary>A silo died with the calls it was serving.</summary>
    internal void Died(IEnumerable<Call> served)
    {
        foreach (Call call in served)
        {
            if (call.Key is { } key) Close(Of(key.Key)).IsUnknown = true;
        }
    }

    /// <summary>A planner has answered a call.</summary>
    internal void Told(Call call, CommandReply reply)
    {
        KeyWatch? key = call.Key is { } carried ? Close(Of(carried.Key)) : null;
        switch (reply)
        {
            case Accepted accepted:
                if (accepted.Replayed) figures.Replayed++;
                figures.Accepted++;
                Check(call, accepted, key);
                break;
            case Refused refused:
                figures.Refused++;
                Check(call, refused, key);
                Undone(call, key, $"{refused.Refusal.Code} at version {refused.Version}");
                break;
            case OutcomeUnknown:
                figures.Unknown++;
                key?.IsUnknown = true;
                break;
            case KeyReused:
                Fail("a key belongs to one request", $"{call.Command.GetType().Name} with key '{call.Key?.Key.Key}' was taken for another request");
                break;
            default:
                figures.ComeAgain++;
                if (reply is Contended) figures.Contended++;
                Undone(call, key, reply.GetType().Name);
                break;
        }
    }

    private static KeyWatch Close(KeyWatch key)
    {
        key.Open--;
        return key;
    }

    private void Check(Call call, Accepted accepted, KeyWatch? key)
    {
        Answer answer = accepted.Answer;
        // Pinning what is pinned changes nothing.
        if (answer.Commitment is not { Id: var id } || (answer.ByHand is not null && call.Command is PinWork or UnpinWork)) return;
        LogEntry? entry = answer.Version <= Entries(call.Log).Count ? Entries(call.Log)[(int)answer.Version - 1] : null;
        bool isThere = call.Command is PlaceHold && answer.Proposal is { } proposal
            ? entry?.Changes.Any(change => change is ProposalOpened opened && opened.Proposal.Id == proposal.Id) == true : IsRecorded(entry, answer, id);
        if (!isThere) Fail("what was acknowledged is in the log", $"{call.Command.GetType().Name} of '{id}' was accepted at version {answer.Version} of '{call.Log}', where it is not");
        if (key is not null && key.Effect != (call.Log, answer.Version))
            Fail("a retry is told the first answer", $"key '{call.Key!.Key.Key}' has its effect at version {key.Effect?.Version}, and version {answer.Version} was told");
    }

    private static bool IsRecorded(LogEntry? entry, Answer answer, string id) => entry?.Changes.Any(change => answer.Ending is null
        ? change is CommitmentRecorded recorded && recorded.Commitment.Id == id
        : change is CommitmentEnded ended && ended.Id == id) == true;

    private void Check(Call call, Refused refused, KeyWatch? key)
    {
        if (key?.Effect is { } effect && effect.Version <= refused.Version)
            Fail("a retry is told the first answer", $"{call.Command.GetType().Name} with key '{call.Key!.Key.Key}' was refused ({refused.Refusal.Code}) at version {refused.Version} and done at {effect.Version}");
        if (refused.Version < call.Began)
            Fail("a refusal is of the newest state", $"{call.Command.GetType().Name} was refused ({refused.Refusal.Code}) on version {refused.Version} of '{call.Log}', which stood at {call.Began} before the call");
        if (IsWrong(call, refused) is { } why) Fail("a refusal is true", $"{call.Command} was refused as {refused.Refusal.Code} at version {refused.Version}: {why}");
    }

    /// <summary>
    /// Why a refusal that is about the state of a commitment is not true; null where it is, or is about something else. It may be about anything
    /// between the version it names and the next, where those of its group stand that were decided before it.
    /// </summary>
    private string? IsWrong(Call call, Refused refused)
    {
        (long from, long to) = (refused.Version, refused.Version + 1);
        if (refused.Refusal.Code == RefusalCode.UnknownProposal)
            return Of(call.Log).Proposals.Find(call.About) is { } open && open.Opened <= from && !(open.Ended <= to) ? $"it is open since {open.Opened}" : null;
        if (call.Makes is not null || Of(call.Log).Find(call.About) is not { } life) return null;
        bool wasOver = life.Ended <= from, wasConfirmed = life.Confirmed <= from;
        return refused.Refusal.Code switch
        {
            RefusalCode.UnknownCommitment when life.Began <= from && !(life.Ended <= to) => $"it lives since {life.Began}",
            RefusalCode.AlreadyConfirmed when wasOver || !(life.Confirmed <= to) => $"it was confirmed at {life.Confirmed} and ended at {life.Ended}",
            RefusalCode.NotConfirmed when wasOver || wasConfirmed => $"it was confirmed at {life.Confirmed} and ended at {life.Ended}",
            RefusalCode.HoldExpired when wasOver || wasConfirmed => $"it was confirmed at {life.Confirmed} and ended at {life.Ended}",
            _ => null,
        };
    }

    private void Undone(Call call, KeyWatch? key, string told)
    {
        key?.WasRefused = true;
        if (call.Makes is not { } id) return;
        if (Of(call.Log).Find(id) is { } life) Fail("what was not done stays undone", $"'{id}' is in '{call.Log}' since version {life.Began}; its caller was told {told}");
        _undone[id] = told;
    }

    private static void Fail(string promise, string message) => throw new ViolationException(new Violation(promise, message + "."));
}
