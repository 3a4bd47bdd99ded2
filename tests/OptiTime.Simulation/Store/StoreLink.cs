using System.Runtime.CompilerServices;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Store;

/// <summary>The log as one silo sees it: over a connection that delays, breaks and loses what was said.</summary>
internal sealed class StoreLink(StoreServer server, Surroundings around, TimeProvider siloClock) : IPlanLog
{
    private const int NewsOfOneLog = 100;

    public bool IsShared => true;

    private ModelledStore Store => server.Store;

    public ValueTask<AppendOutcome> AppendAsync(Append append, CancellationToken stop)
    {
        around.Timeline.RequireThread();
        var reply = new TaskCompletionSource<AppendOutcome>();
        if (!server.IsUp || around.Strikes(Fault.Unreachable, around.Rates.Unreachable)) FailUnsent(reply);
        else if (around.Strikes(Fault.AppendLost, around.Rates.AppendLost)) Lose(reply, around.Dice.Milliseconds(20, 500));
        else if (around.Strikes(Fault.AppendLate, around.Rates.AppendLate)) SendLate(append, reply);
        else Send(append, reply);
        return new(reply.Task);
    }

    public IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, CancellationToken stop) => ReadAsync(log, afterVersion, long.MaxValue, stop);

    public async IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, long upToVersion, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (LogEntry entry in await AskAsync(() => After(log, afterVersion, (int)Math.Min(int.MaxValue, upToVersion - afterVersion)))) yield return entry;
    }

    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(string log, IReadOnlyCollection<long> versions, CancellationToken stop) =>
        await AskAsync(() => Store.EntriesOf(log).Where(entry => versions.Contains(entry.Version)).ToList());

    public async ValueTask<LogNews> ReadNewsAsync(IReadOnlyCollection<LogPosition> known, CancellationToken stop) => await AskAsync(
        () => new LogNews(server.Clock, [.. known.SelectMany(position => After(position.Log, position.Version, NewsOfOneLog))], [], 0));

    public async Task<bool> WaitForNewsAsync(TimeSpan atMost, CancellationToken stop)
    {
        await Task.Delay(atMost, siloClock, stop);
        return false;
    }

    public async ValueTask<long> VersionAtAsync(string log, Moment time, CancellationToken stop) =>
        await AskAsync(() => Store.EntriesOf(log).LastOrDefault(entry => entry.At <= time)?.Version ?? 0);

    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken stop) => await AskAsync(() => Store.Names);

    public async ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, CancellationToken stop) => await AskAsync(() => Store.SnapshotOf(log));

    public async ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, long notAfter, CancellationToken stop) =>
        await AskAsync(() => Store.SnapshotOf(log) is { } snapshot && snapshot.Version <= notAfter ? snapshot : null);

    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, int applier, CancellationToken stop) => await AskAsync(() =>
    {
        Store.Keep(snapshot);
        return true;
    });

    public async ValueTask<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken stop) => await AskAsync(() => Store.FindAnswer(key));

    public async ValueTask<Moment> NowAsync(CancellationToken stop) => await AskAsync(() => Moment.From(server.Clock));

    private List<LogEntry> After(string log, long version, int atMost)
    {
        List<LogEntry> entries = Store.EntriesOf(log);
        return version >= entries.Count ? [] : entries.GetRange((int)version, Math.Min(atMost, entries.Count - (int)version));
    }

    private void Send(Append append, TaskCompletionSource<AppendOutcome> reply)
    {
        bool isReplyLost = around.Strikes(Fault.ReplyLost, around.Rates.ReplyLost);
        int life = server.Life;
        Arrive(append, outcome => around.Timeline.After(around.Way(), () =>
        {
            if (!isReplyLost && life == server.Life) reply.TrySetResult(outcome);
        }));
        // A silo waits for so long and no longer; before, where the connection is seen to break.
        Lose(reply, isReplyLost ? around.Dice.Milliseconds(20, 500) : around.Patience);
        if (around.Strikes(Fault.AppendTwice, around.Rates.AppendTwice)) Arrive(append, _ => { });
    }

    /// <summary>It was given up before it arrived: what the silo does next may be overtaken by it.</summary>
    private void SendLate(Append append, TaskCompletionSource<AppendOutcome> reply)
    {
        TimeSpan given = around.Dice.Milliseconds(5, 500);
        int life = server.Life;
        Lose(reply, given);
        around.Timeline.After(given + around.Dice.Milliseconds(1, around.Dice.Happens(0.5) ? 500 : 20_000), () => server.Receive(append, life, siloClock.GetUtcNow, _ => { }));
    }

    private void Arrive(Append append, Action<AppendOutcome> answered)
    {
        int life = server.Life;
        around.Timeline.After(around.Way(), () => server.Receive(append, life, siloClock.GetUtcNow, answered));
    }

    private void Lose(TaskCompletionSource<AppendOutcome> reply, TimeSpan after) =>
        around.Timeline.After(after, () => reply.TrySetException(new OutcomeUnknownException("The connection broke before the store replied.")));

    private void FailUnsent<T>(TaskCompletionSource<T> reply) =>
        around.Timeline.After(around.Way(), () => reply.TrySetException(new StoreUnavailableException("The store cannot be reached.")));

    private Task<T> AskAsync<T>(Func<T> question)
    {
        around.Timeline.RequireThread();
        var reply = new TaskCompletionSource<T>();
        int life = server.Life;
        if (!server.IsUp || around.Strikes(Fault.Unreachable, around.Rates.Unreachable)) FailUnsent(reply);
        else
        {
            around.Timeline.After(around.Way(), () =>
            {
                if (!server.IsUp)
                {
                    FailUnsent(reply);
                    return;
                }
                T answer = question();
                around.Timeline.After(around.Way(), () =>
                {
                    if (life == server.Life) reply.TrySetResult(answer);
                    else FailUnsent(reply);
                });
            });
        }
        return reply.Task;
    }
}
