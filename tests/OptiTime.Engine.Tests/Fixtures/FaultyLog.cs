using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Tests.Fixtures;

/// <summary>A real log whose appends a test can count, hold back, or make fail before they reach it.</summary>
internal sealed class FaultyLog(IPlanLog inner) : IPlanLog
{
    private readonly ConcurrentQueue<Append> _sent = new();
    private int _entriesRead;

    public int Appends => _sent.Count;

    /// <summary>The append that was sent last: a test may let it arrive once more, or after all.</summary>
    public Append LastSent => _sent.Last();

    /// <summary>How many entries were read from stretches of logs.</summary>
    public int EntriesRead => Volatile.Read(ref _entriesRead);

    /// <summary>Who reads a stretch of a log waits for it; null lets them through.</summary>
    public Task? ReadingGate { get; set; }

    public bool IsDown { get; set; }

    /// <summary>Whether entries cannot be read, though news of them can.</summary>
    public bool ReadingFails { get; set; }

    public bool CannotFindAnswers { get; set; }

    /// <summary>The log whose appends break as a defect of ours would.</summary>
    public string? Broken { get; set; }

    /// <summary>Appends wait for it; null lets them through.</summary>
    public Task? Gate { get; set; }

    /// <summary>The one log whose appends wait at the gate; null for all.</summary>
    public string? Gated { get; set; }

    /// <summary>How many of the next appends are written while their reply is lost.</summary>
    public int RepliesToLose { get; set; }

    /// <summary>How many of the next appends are lost on their way, though nobody can tell.</summary>
    public int RequestsToLose { get; set; }

    /// <summary>Done before each append reaches the log, as another silo might do something; null for nothing.</summary>
    public Func<Task>? Before { get; set; }

    /// <summary>A version that this build cannot read: a newer one wrote it.</summary>
    public long? UnknownVersion { get; set; }

    /// <summary>As over a database: tests put several silos over one log.</summary>
    public bool IsShared => true;

    public async ValueTask<AppendOutcome> AppendAsync(Append append, CancellationToken stop)
    {
        if (Gate is { } gate && (Gated ?? append.Parts[0].Log) == append.Parts[0].Log) await gate;
        if (append.Parts[0].Log == Broken) throw new InvalidOperationException("a defect");
        if (IsDown) throw new StoreUnavailableException("the disk is full");
        if (Before is { } before)
        {
            Before = null;
            await before();
            Before = before;
        }
        _sent.Enqueue(append);
        if (RequestsToLose > 0)
        {
            RequestsToLose--;
            throw new OutcomeUnknownException("the connection broke");
        }
        AppendOutcome outcome = await inner.AppendAsync(append, stop);
        if (RepliesToLose == 0) return outcome;
        RepliesToLose--;
        throw new OutcomeUnknownException("the connection broke");
    }

    public async IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, [EnumeratorCancellation] CancellationToken stop)
    {
        if (IsDown || ReadingFails) throw new StoreUnavailableException("the disk is full");
        await foreach (LogEntry entry in inner.ReadAsync(log, afterVersion, stop))
        {
            if (log == "lyon" && entry.Version == UnknownVersion) throw Unknown(entry.Version);
            yield return entry;
        }
    }

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        string log, long afterVersion, long upToVersion, [EnumeratorCancellation] CancellationToken stop)
    {
        if (ReadingGate is { } gate) await gate.WaitAsync(stop);
        await foreach (LogEntry entry in inner.ReadAsync(log, afterVersion, upToVersion, stop))
        {
            Interlocked.Increment(ref _entriesRead);
            yield return entry;
        }
    }

    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(string log, IReadOnlyCollection<long> versions, CancellationToken stop) =>
        inner.ReadAsync(log, versions, stop);

    public async ValueTask<LogNews> ReadNewsAsync(IReadOnlyCollection<LogPosition> known, CancellationToken stop)
    {
        if (IsDown) throw new StoreUnavailableException("the disk is full");
        LogNews news = await inner.ReadNewsAsync(known, stop);
        if (UnknownVersion is not { } version || !news.Entries.Any(IsUnknown)) return news;
        return news with { Entries = [.. news.Entries.Where(entry => entry.Log != "lyon" || entry.Version < version)], Unknown = [Unknown(version)] };
        bool IsUnknown(LogEntry entry) => entry.Log == "lyon" && entry.Version == version;
    }

    public Task<bool> WaitForNewsAsync(TimeSpan atMost, CancellationToken stop) => inner.WaitForNewsAsync(atMost, stop);

    public ValueTask<long> VersionAtAsync(string log, Moment time, CancellationToken stop) => inner.VersionAtAsync(log, time, stop);

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken stop) => inner.ListAsync(stop);

    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, CancellationToken stop) => inner.ReadSnapshotAsync(log, applier, stop);

    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, long notAfter, CancellationToken stop) =>
        inner.ReadSnapshotAsync(log, applier, notAfter, stop);

    public ValueTask SaveSnapshotAsync(Snapshot snapshot, int applier, CancellationToken stop) => inner.SaveSnapshotAsync(snapshot, applier, stop);

    public ValueTask<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken stop) =>
        CannotFindAnswers ? throw new StoreUnavailableException("the store cannot be read") : inner.FindAnswerAsync(key, stop);

    public ValueTask<Moment> NowAsync(CancellationToken stop) => inner.NowAsync(stop);

    private static UnknownChangeException Unknown(long version) => new("lyon", version, "something-new", 1);
}
