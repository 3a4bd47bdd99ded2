using System.Threading.Channels;
using OptiTime.Engine.Log;
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
    private readonly LogMachine<TState> _machine;
    private readonly PlannerServices _services;
    private readonly LogTail<TState> _tail;
    private readonly Channel<Pending> _mailbox;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private int _running;
    private bool _retired;
    private long _lastUse;

    /// <summary>A planner that has not read its log yet.</summary>
    internal Planner(LogMachine<TState> machine, PlannerServices services)
    {
        (_machine, _services, _tail) = (machine, services, new LogTail<TState>(machine, services));
        _mailbox = Channel.CreateBounded<Pending>(new BoundedChannelOptions(services.Options.MailboxCapacity) { SingleReader = true });
        Touch();
    }

    /// <summary>The latest state; null when the log has no entry.</summary>
    internal TState? State => _tail.State;

    /// <summary>The present as its log has it.</summary>
    internal Moment Now => _tail.Now;

    /// <summary>Where the state stands.</summary>
    internal LogPosition Position => _tail.Position;

    /// <summary>How far the state can be trusted to be the newest.</summary>
    internal Freshness Freshness => _tail.Freshness;

    /// <summary>How many commands wait.</summary>
    internal int Waiting => _mailbox.Reader.Count;

    /// <summary>Whether nobody has used it for so long that it may be dropped.</summary>
    internal bool IsIdle =>
        Waiting == 0 && Volatile.Read(ref _running) == 0
        && _services.Clock.GetElapsedTime(Volatile.Read(ref _lastUse)) >= _services.Options.IdleAfter;

    /// <summary>Whether it takes no more commands: another planner is to be asked.</summary>
    internal bool HasRetired => Volatile.Read(ref _retired);

    /// <summary>The log and its state, for whoever has the turn to write.</summary>
    internal LogSeat<TState> Seat => new(_machine, _tail);

    /// <summary>Waits for the turn to write, for a command that other logs have their part in.</summary>
    internal async Task TakeTurnAsync() => await _writer.WaitAsync();

    /// <summary>Gives the turn back.</summary>
    internal void EndTurn()
    {
        _writer.Release();
        Touch();
    }

    /// <summary>Reads the snapshot and the tail of the log.</summary>
    internal Task ActivateAsync(CancellationToken stop) => _tail.BeginAsync(stop);

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
        await _mailbox.Reader.Completion;
        await _writer.WaitAsync();
        _writer.Release();
    }

    /// <summary>Reads everything anew from the store: what was erased there is forgotten here.</summary>
    internal async Task ReloadAsync(CancellationToken stop)
    {
        await _writer.WaitAsync(stop);
        try
        {
            await _tail.BeginAsync(stop);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Reads what others have appended.</summary>
    /// <returns>Whether there was something.</returns>
    internal async ValueTask<bool> CatchUpAsync(CancellationToken stop)
    {
        await _writer.WaitAsync(stop);
        try
        {
            return await _tail.ReadOnAsync(stop);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Takes what was read for many logs at once, unless it is writing itself: then its append tells it what is new.</summary>
    /// <inheritdoc cref="LogTail{TState}.Take(IEnumerable{Planning.Changes.LogEntry}, UnknownChangeException?, long)"/>
    internal void Follow(IEnumerable<Planning.Changes.LogEntry> entries, UnknownChangeException? unknown, long asked)
    {
        if (!_writer.Wait(0)) return;
        try
        {
            _tail.Take(entries, unknown, asked);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Takes one group from the mailbox, commits it and answers its callers.</summary>
    /// <returns>Whether there was one.</returns>
    private async ValueTask<bool> StepAsync()
    {
        await _writer.WaitAsync();
        try
        {
            List<Pending> group = TakeGroup();
            if (group.Count > 0) await new GroupCommit<TState>(_services, Seat, group, []).RunAsync();
            return group.Count > 0;
        }
        finally
        {
            _writer.Release();
        }
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0) _services.Scheduler.Schedule(RunAsync);
    }

    private async Task RunAsync()
    {
        while (await StepAsync()) Touch();
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
}
