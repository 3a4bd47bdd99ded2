using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Log;

/// <summary>
/// The truth: for each territory, and for the catalogue, an ordered durable list of changes. Every store keeps the promises written here;
/// one suite of tests holds every store to them.
/// <list type="bullet">
/// <item>An append writes all its parts, projections, answers and places in one transaction, or nothing.</item>
/// <item>What was answered with <see cref="Appended"/> survives the death of any process.</item>
/// <item>An append that has been written is not written again: sent once more under its id, it is answered as the first time.</item>
/// <item>Guards are evaluated by the store's clock after the versions have been taken, at the time these will carry. <c>At</c> never decreases within a log.</item>
/// <item>Within an append every assignment a tour gives up is withdrawn first, then the new ones are entered: neighbours can swap.</item>
/// </list>
/// </summary>
public interface IPlanLog
{
    /// <summary>In how many versions there is one older snapshot: the most entries that must be read to see a board of the past.</summary>
    const int SnapshotsApart = 5_000;

    /// <summary>
    /// Whether other processes may append to the same logs. Where they cannot, what this process knows is the newest there is: it need not be
    /// followed, and is never stale.
    /// </summary>
    bool IsShared { get; }

    /// <summary>Appends, or says why nothing was written.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now (full, read-only, out of reach); nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The reply was lost: it may have been written, or may yet be. Sending the same append again tells.</exception>
    ValueTask<AppendOutcome> AppendAsync(Append append, CancellationToken stop);

    /// <summary>The entries of a log after a version, in order.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    /// <exception cref="UnknownChangeException">An entry holds a change this build does not know.</exception>
    IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, CancellationToken stop);

    /// <summary>The entries of a log after a version and up to another, in order.</summary>
    /// <inheritdoc cref="ReadAsync(string, long, CancellationToken)"/>
    IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, long upToVersion, CancellationToken stop);

    /// <summary>The entries of a log at some versions, in order; those it does not have are left out.</summary>
    /// <inheritdoc cref="ReadAsync(string, long, CancellationToken)"/>
    ValueTask<IReadOnlyList<LogEntry>> ReadAsync(string log, IReadOnlyCollection<long> versions, CancellationToken stop);

    /// <summary>
    /// What others have appended to some logs: one question for all that a silo follows. Of each log at most some hundred entries; the rest
    /// comes when asked again. A log is told up to the change this build does not know, and the others are told all the same.
    /// </summary>
    /// <param name="known">The logs, and up to which version each is known.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask<LogNews> ReadNewsAsync(IReadOnlyCollection<LogPosition> known, CancellationToken stop);

    /// <summary>
    /// Waits until somebody rang after an append, or a while has passed. The bell may be missed, and may ring for nothing: it only saves time.
    /// </summary>
    /// <returns>Whether it rang.</returns>
    Task<bool> WaitForNewsAsync(TimeSpan atMost, CancellationToken stop);

    /// <summary>The last version of a log that was taken at or before a time; 0 when there is none.</summary>
    ValueTask<long> VersionAtAsync(string log, Moment time, CancellationToken stop);

    /// <summary>The names of all logs, in order.</summary>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken stop);

    /// <summary>The newest snapshot of a log written by this version of the applier; null when there is none.</summary>
    ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, CancellationToken stop);

    /// <summary>The newest snapshot of a log that is not after a version, written by this version of the applier; null when there is none.</summary>
    ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, long notAfter, CancellationToken stop);

    /// <summary>
    /// Keeps a snapshot. Of the others the first of each <see cref="SnapshotsApart"/> versions stays, from which the past is rebuilt; the rest
    /// is thrown away, as is what another version of the applier wrote.
    /// </summary>
    ValueTask SaveSnapshotAsync(Snapshot snapshot, int applier, CancellationToken stop);

    /// <summary>The first answer to a key; null when it was not used within the time answers are kept (24 h or more).</summary>
    ValueTask<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken stop);

    /// <summary>The store's clock.</summary>
    ValueTask<Moment> NowAsync(CancellationToken stop);
}

/// <summary>The store cannot do what was asked for now, and nothing was changed.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why, in plain words.</summary>
    public StoreUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>A write was sent and its reply was lost: whether it was written is not known.</summary>
public sealed class OutcomeUnknownException : Exception
{
    /// <summary>Says why, in plain words.</summary>
    public OutcomeUnknownException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>A log holds a change this build does not know: a newer build wrote it. The log is not read past it.</summary>
public sealed class UnknownChangeException : Exception
{
    /// <summary>Says which log, version and change.</summary>
    public UnknownChangeException(string log, long version, string type, int schema)
        : base($"Log '{log}' version {version} holds a change '{type}' of schema {schema}, which this build does not know. Run the build that wrote it, or a newer one.") =>
        (Log, Version) = (log, version);

    /// <summary>The log.</summary>
    public string Log { get; }

    /// <summary>The version this build cannot read.</summary>
    public long Version { get; }
}
