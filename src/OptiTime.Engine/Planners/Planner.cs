using System.Threading.Channels;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>
/// The single writer of a log in this silo: a bounded mailbox, whose commands are decided and committed in groups, and the latest state, which
/// anybody reads without a lock. It owns no thread and no clock. Nothing is lost with it, because nothing lives only here; and should two of
/// them write one log, the version each append expects lets only one win, and the other reads on and decides again.
/// </summary>
internal sealed class Planner<TState> where TState : class
{
    /// <summary>How many entries of a tail are applied in one go: no state is made between them.</summary>
    private const int AppliedAtOnce = 2_048;

    private readonly LogMachine<TState> _machine;
    private readonly PlannerServices _services;
    private readonly Channel<Pending> _mailbox;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile TState? _state;
    private int _running;
    private bool _retired;
    private long _snapshotVersion;
    private long _lastUse;

    /// <summary>A planner that has not read its log yet.</summary>
    internal Planner(LogMachine<TState> machine, PlannerServices services)
    {
        (_machine, _services) = (machine, services);
        _mailbox = Channel.CreateBounded<Pending>(new BoundedChannelOptions(services.Options.MailboxCapacity) { SingleReader = true });
        Touch();
    }

    /// <summary>The latest state; null when the log has no entry.</summary>
    internal TState? State => _state;

    /// <summary>Whether nobody has used it for so long that it may be dropped.</summary>
    internal bool IsIdle =>
        _mailbox.Reader.Count == 0 && Volatile.Read(ref _running) == 0
        && _services.Clock.GetElapsedTime(Volatile.Read(ref _lastUse)) >= _services.Options.IdleAfter;

    /// <summary>Reads the snapshot and the tail of the log.</summary>
    internal async Task ActivateAsync(CancellationToken stop)
    {
        Snapshot? snapshot = await _services.Log.ReadSnapshotAsync(_machine.Log, _machine.Applier, stop).ConfigureAwait(false);
        _snapshotVersion = snapshot?.Version ?? 0;
        await ReadTailAsync(snapshot is null ? null : _machine.Restore(snapshot), stop).ConfigureAwait(false);
    }

    /// <summary>Notes that somebody needs it.</summary>
    internal void Touch() => Volatile.Write(ref _lastUse, _services.Clock.GetTimestamp());

    /// <summary>Puts a command into the mailbox.</summary>
    /// <returns>What comes of it; null when this planner has retired and another is to be asked.</returns>
    internal Task<CommandReply>? TrySendAsync(Command command, Idempotency? idempotency)
    {
        var pending = new Pending(command, idempotency);
        if (_mailbox.Writer.TryWrite(pending))
        {
            Wake();
            return pending.Reply;
        }
        return Volatile.Read(ref _retired)
            ? null : Task.FromResult<CommandReply>(new Busy($"{_services.Options.MailboxCapacity} commands are waiting for '{_machine.Log}'."));
    }

    /// <summary>Takes no more commands, and waits until those it has are committed: only then may another planner read the log in its place.</summary>
    internal async Task RetireAsync()
    {
        Volatile.Write(ref _retired, true);
        _mailbox.Writer.TryComplete();
        await _mailbox.Reader.Completion.ConfigureAwait(false);
        await _writer.WaitAsync().ConfigureAwait(false);
        _writer.Release();
    }

    /// <summary>Reads everything anew from the store: what was erased there is forgotten here.</summary>
    internal async Task ReloadAsync(CancellationToken stop)
    {
        await _writer.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await ActivateAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Reads what others have appended.</summary>
    internal async ValueTask CatchUpAsync(CancellationToken stop)
    {
        await _writer.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await ReadTailAsync(_state, stop).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Takes one group from the mailbox, commits it and answers its callers.</summary>
    /// <returns>Whether there was one.</returns>
    internal async ValueTask<bool> StepAsync()
    {
        await _writer.WaitAsync().ConfigureAwait(false);
        List<Pending> group = TakeGroup(), open = [.. group];
        try
        {
            if (group.Count == 0) return false;
            await CommitAsync(open).ConfigureAwait(false);
        }
        catch (StoreUnavailableException unavailable)
        {
            foreach (Pending pending in group) pending.Answer(new Unavailable(unavailable.Message));
        }
        catch (UnknownChangeException unknown)
        {
            foreach (Pending pending in group) pending.Answer(new Unavailable(unknown.Message));
        }
        catch (Exception fault)
        {
            // A defect of ours must not leave callers waiting for ever.
            foreach (Pending pending in group) pending.Fail(fault);
        }
        finally
        {
            _writer.Release();
        }
        return true;
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0) _services.Scheduler.Schedule(RunAsync);
    }

    private async Task RunAsync()
    {
        while (await StepAsync().ConfigureAwait(false)) Touch();
        Volatile.Write(ref _running, 0);
        // A command may have come between the last look and the line above.
        if (_mailbox.Reader.Count > 0) Wake();
    }

    /// <summary>The next commands, at most one with a given key: a second must find the answer to the first.</summary>
    private List<Pending> TakeGroup()
    {
        var group = new List<Pending>();
        var keys = new HashSet<IdempotencyKey>();
        while (group.Count < _services.Options.GroupLimit && _mailbox.Reader.TryPeek(out Pending? next))
        {
            if (next.Idempotency is { } key && !keys.Add(key.Key)) break;
            _mailbox.Reader.TryRead(out _);
            group.Add(next);
        }
        return group;
    }

    private async ValueTask CommitAsync(List<Pending> group)
    {
        Moment now = _services.Now();
        for (int attempt = 0; attempt < _services.Options.Tries && group.Count > 0; attempt++)
        {
            var decided = new CommandGroup<TState>(_machine, _state, group, now);
            foreach ((Pending broken, Exception fault) in decided.Faults)
            {
                broken.Fail(fault);
                group.Remove(broken);
            }
            if (!decided.HasChanges)
            {
                await AnswerAsync(decided).ConfigureAwait(false);
                return;
            }
            Append append = decided.ToAppend(_machine.Log, _services.NewId());
            AppendOutcome outcome = await _services.Log.AppendAsync(append, CancellationToken.None).ConfigureAwait(false);
            if (outcome is Appended appended)
            {
                Publish(decided, append, appended.At);
                await AnswerAsync(decided).ConfigureAwait(false);
                KeepSnapshot();
                return;
            }
            now = await RecoverAsync(outcome, decided, group, now).ConfigureAwait(false);
        }
        foreach (Pending pending in group) pending.Answer(new Busy($"'{_machine.Log}' is changing too fast to decide on."));
    }

    private void Publish(CommandGroup<TState> decided, Append append, Moment at)
    {
        LogPart part = append.Parts[0];
        // Taken at the very second at which it was decided, the entry leads to the state that was assumed; nothing is left to apply.
        _state = at == decided.Now
            ? decided.State
            : _machine.Apply(_state, [new LogEntry(part.Log, part.ExpectedVersion + 1, at, append.Id, part.Changes, append.Places)]);
    }

    /// <summary>Makes the next try possible: reads on, or takes a command that cannot be out of the group.</summary>
    private async ValueTask<Moment> RecoverAsync(AppendOutcome outcome, CommandGroup<TState> decided, List<Pending> group, Moment now)
    {
        switch (outcome)
        {
            case VersionLost:
                await ReadTailAsync(_state, CancellationToken.None).ConfigureAwait(false);
                return now;
            case GuardFailed { Guard: OnlyAt }:
                await _machine.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
                return now;
            case GuardFailed failed:
                // The store's clock decides: by it, the command is decided again and now sees what the guard saw.
                return failed.Now;
            case AlreadyAnswered answered:
                TakeOut(group, decided.At(answered.Command), ReplayOf(decided.At(answered.Command), answered.First));
                return now;
            case DoubleBooked booked:
                TakeOut(group, decided.LastThatPlanned(booked.Resource) ?? group[^1], Refuse(decided, new Refusal(
                    RefusalCode.OfferTaken, $"Resource '{booked.Resource}' is taken then.", null, [booked.Commitment])));
                return now;
            case IdTaken taken:
                TakeOut(group, decided.ThatDefines(taken.Id) ?? group[^1], Refuse(decided, new Refusal(
                    RefusalCode.AlreadyExists, $"There is a {taken.Kind} '{taken.Id}' in territory '{taken.Territory}' already; ids are unique in the company.", "id", [])));
                return now;
            default:
                throw new InvalidOperationException($"The store answered with {outcome.GetType().Name}, which a planner does not know.");
        }
    }

    private static Refused Refuse(CommandGroup<TState> decided, Refusal refusal) => new(refusal, decided.BaseVersion);

    private static void TakeOut(List<Pending> group, Pending pending, CommandReply reply)
    {
        group.Remove(pending);
        pending.Answer(reply);
    }

    private async ValueTask AnswerAsync(CommandGroup<TState> decided)
    {
        // What is durable is told first: nothing that goes wrong with the others may make it look undone.
        foreach ((Pending pending, Decision decision) in decided.Decided)
        {
            if (decision.Refusal is null) pending.Answer(new Accepted(decision.Answer!, Replayed: false));
        }
        foreach ((Pending pending, Decision decision) in decided.Decided)
        {
            if (decision.Refusal is { } refusal)
                pending.Answer(await FirstAnswerAsync(pending).ConfigureAwait(false) ?? new Refused(refusal, decided.BaseVersion));
        }
    }

    /// <summary>A command that is refused now may be the retry of one that was accepted: then its first answer counts.</summary>
    private async ValueTask<CommandReply?> FirstAnswerAsync(Pending pending)
    {
        if (pending.Idempotency is not { } key) return null;
        StoredAnswer? first = await _services.Log.FindAnswerAsync(key.Key, CancellationToken.None).ConfigureAwait(false);
        return first is null ? null : ReplayOf(pending, first);
    }

    private static CommandReply ReplayOf(Pending pending, StoredAnswer first) =>
        first.RequestHash.AsSpan().SequenceEqual(pending.Idempotency!.RequestHash.AsSpan()) ? new Accepted(first.Answer, Replayed: true) : new KeyReused();

    private async ValueTask ReadTailAsync(TState? state, CancellationToken stop)
    {
        await foreach (LogEntry[] entries in _services.Log.ReadAsync(_machine.Log, _machine.VersionOf(state), stop).Chunk(AppliedAtOnce).ConfigureAwait(false))
            state = _machine.Apply(state, entries);
        _state = state;
    }

    private void KeepSnapshot()
    {
        if (_state is not { } state || _machine.VersionOf(state) < _snapshotVersion + _services.Options.SnapshotEvery) return;
        _snapshotVersion = _machine.VersionOf(state);
        _services.Scheduler.Schedule(async () =>
        {
            try
            {
                await _services.Log.SaveSnapshotAsync(_machine.ToSnapshot(state), _machine.Applier, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // A snapshot only saves time; the log has everything, and the next one is due soon.
            }
        });
    }
}
