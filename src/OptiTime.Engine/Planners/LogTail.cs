using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>
/// The latest state of a log as this silo knows it, and how it came to know: read from snapshot and tail, followed, or written by itself.
/// Anybody reads <see cref="State"/> without a lock; whoever changes it has the planner's turn to write.
/// </summary>
internal sealed class LogTail<TState>(LogMachine<TState> machine, PlannerServices services) where TState : class
{
    /// <summary>How many entries are applied in one go: no state is made between them.</summary>
    private const int AppliedAtOnce = 2_048;

    /// <summary>News of so many entries of a log may be only the beginning.</summary>
    internal const int ManyEntries = 128;

    private volatile TState? _state;
    private volatile string? _halted;
    private long _knownAt;

    /// <summary>The latest state; null when the log has no entry.</summary>
    internal TState? State => _state;

    /// <summary>The version it stands at; 0 for none.</summary>
    internal long Version => machine.VersionOf(_state);

    /// <summary>Where it stands, for whoever asks what is new.</summary>
    internal LogPosition Position => new(machine.Log, Version);

    /// <summary>
    /// The present as the log has it: the store's clock, and never before the log's last entry, should that clock have been set back. The store
    /// judges by the same.
    /// </summary>
    internal Moment Now => Moment.Max(services.Now(), machine.TimeOf(_state));

    /// <summary>How far it can be trusted to be the newest.</summary>
    internal Freshness Freshness
    {
        get
        {
            TimeSpan age = services.Log.IsShared ? services.Clock.GetElapsedTime(Volatile.Read(ref _knownAt)) : TimeSpan.Zero;
            return new Freshness(age, _halted is not null || age > services.Options.StaleAfter, _halted);
        }
    }

    /// <summary>Reads the snapshot and the tail of the log. One that goes on with what this build does not know is left at the version before.</summary>
    /// <exception cref="UnknownChangeException">It begins with what this build does not know.</exception>
    internal async Task BeginAsync(CancellationToken stop)
    {
        Snapshot? snapshot = await services.Log.ReadSnapshotAsync(machine.Log, machine.Applier, stop);
        try
        {
            await ReadAsync(snapshot is null ? null : machine.Restore(snapshot), stop);
        }
        catch (UnknownChangeException) when (_state is not null)
        {
            // It is served as it was before; Freshness tells.
        }
    }

    /// <summary>Reads what others have appended.</summary>
    /// <param name="stop">Ends the reading.</param>
    /// <param name="reader">Is shown every entry before it is taken; null for nobody.</param>
    /// <returns>Whether there was something.</returns>
    /// <exception cref="UnknownChangeException">There is what this build does not know; what stood before it has been taken.</exception>
    internal async ValueTask<bool> ReadOnAsync(CancellationToken stop, Action<LogEntry>? reader = null)
    {
        long before = Version;
        await ReadAsync(_state, stop, reader);
        return Version > before;
    }

    /// <summary>Takes what was read for many logs at once.</summary>
    /// <param name="entries">Entries of this log, in order.</param>
    /// <param name="unknown">What this build does not know of it; null when it knows all.</param>
    /// <param name="asked">When they were asked for: it was the newest then, or is with them.</param>
    internal void Take(IEnumerable<LogEntry> entries, UnknownChangeException? unknown, long asked)
    {
        LogEntry[] later = [.. entries.Where(entry => entry.Version > Version)];
        if (later.Length > 0 && later[0].Version == Version + 1) _state = machine.Apply(_state, later);
        // So many may be only the first page: then this is not the newest yet.
        if (later.Length < ManyEntries || unknown is not null) Learnt(asked, unknown);
    }

    /// <summary>Takes the state an append of its own led to.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="assumed">The state that was assumed when it was decided.</param>
    /// <param name="isAsAssumed">Whether the entry leads to that very state.</param>
    /// <param name="asked">When the append was sent.</param>
    internal void Take(LogEntry entry, TState? assumed, bool isAsAssumed, long asked)
    {
        _state = isAsAssumed ? assumed : machine.Apply(_state, [entry]);
        Learnt(asked, null);
    }

    /// <summary>Keeps a snapshot when one is due: of every so many versions the silo that took the first of them does.</summary>
    internal void KeepSnapshot()
    {
        if (_state is not { } state || machine.VersionOf(state) % services.Options.SnapshotEvery != 0) return;
        services.Scheduler.Schedule(async () =>
        {
            try
            {
                await services.Log.SaveSnapshotAsync(machine.ToSnapshot(state), machine.Applier, CancellationToken.None);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or OutcomeUnknownException)
            {
                // A snapshot only saves time; the log has everything, and the next one is due soon.
            }
        });
    }

    private async ValueTask ReadAsync(TState? state, CancellationToken stop, Action<LogEntry>? reader = null)
    {
        long asked = services.Clock.GetTimestamp();
        var read = new List<LogEntry>();
        UnknownChangeException? unknown = null;
        try
        {
            await foreach (LogEntry entry in services.Log.ReadAsync(machine.Log, machine.VersionOf(state), stop))
            {
                reader?.Invoke(entry);
                read.Add(entry);
                if (read.Count < AppliedAtOnce) continue;
                state = machine.Apply(state, read);
                read.Clear();
            }
        }
        catch (UnknownChangeException met)
        {
            unknown = met;
        }
        if (read.Count > 0) state = machine.Apply(state, read);
        _state = state;
        Learnt(asked, unknown);
        if (unknown is not null) throw unknown;
    }

    private void Learnt(long asked, UnknownChangeException? unknown)
    {
        _halted = unknown?.Message;
        Volatile.Write(ref _knownAt, Math.Max(asked, Volatile.Read(ref _knownAt)));
    }
}
