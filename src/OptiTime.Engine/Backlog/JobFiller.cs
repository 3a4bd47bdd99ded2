using System.Collections.Concurrent;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Backlog;

/// <summary>
/// Fills the gaps of one territory with the backlog jobs that wait: those that have just come first, then the one that is due first. It looks
/// for places on the latest board, beside the mailbox, and hands what it found to the planner a few at a time, so that no caller waits for it.
/// Two silos that do so at once get in nobody's way: who comes second is refused.
/// </summary>
/// <param name="options">How much it does at once.</param>
internal sealed class JobFiller(PlannerOptions options)
{
    private readonly SlotSearch _search = new();
    private readonly ConcurrentQueue<string> _arrived = new();
    private WaitingJob? _last;
    private Moment _rested;
    private long _seen = -1;
    private int _running;

    /// <summary>Notes a job that has come, to be looked at before others.</summary>
    internal void Note(string job)
    {
        // What is not noted is found on the walk through all that wait.
        if (_arrived.Count < options.MailboxCapacity) _arrived.Enqueue(job);
    }

    /// <summary>Plans what has come, as long as something comes.</summary>
    internal async Task FillArrivedAsync(Planner<Board> planner, Catalogue catalogue)
    {
        while (!_arrived.IsEmpty && await FillAsync(planner, catalogue, CancellationToken.None)) { }
    }

    /// <summary>Plans the next few jobs that wait, where there is room for them.</summary>
    /// <returns>Whether it had its turn: while it is at work nobody else is.</returns>
    internal async ValueTask<bool> FillAsync(Planner<Board> planner, Catalogue catalogue, CancellationToken stop)
    {
        if (planner.State is not { Waiting.IsEmpty: false } board || Interlocked.CompareExchange(ref _running, 1, 0) != 0) return false;
        try
        {
            Moment now = planner.Now;
            List<PlanJob> plans = Find(board, catalogue, [.. Next(board, now)], now);
            List<Task<CommandReply>> replies = [.. plans.Select(plan => planner.TrySendAsync(plan, null)).OfType<Task<CommandReply>>()];
            foreach (Task<CommandReply> reply in replies) await reply.WaitAsync(stop);
            return true;
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Looks for a place for each, on the board that those before it leave.</summary>
    private List<PlanJob> Find(Board board, Catalogue catalogue, IReadOnlyList<string> jobs, Moment now)
    {
        var plans = new List<PlanJob>();
        foreach (string job in jobs)
        {
            if (JobSearch.Find(_search, board, catalogue, job, now, options.JobPositions) is not { } plan) continue;
            Decision decision = Decider.Decide(board, catalogue, plan, now, board.Version);
            if (decision.Refusal is not null) continue;
            board = decision.Assumed ?? board.Assuming(decision.Changes, decision.Places, board.Version, now);
            plans.Add(plan);
        }
        return plans;
    }

    /// <summary>What to look at now. After a walk through all that wait there is a rest, and as long as nothing has changed nothing is looked at again.</summary>
    private IEnumerable<string> Next(Board board, Moment now)
    {
        for (int count = 0; count < options.JobsAtOnce && _arrived.TryDequeue(out string? job); count++) yield return job;
        if (_last is null && (now < _rested || board.Version == _seen)) yield break;
        if (_last is null) _seen = board.Version;
        int walked = 0;
        foreach (WaitingJob job in board.Waiting)
        {
            if (_last is { } last && job <= last) continue;
            if (walked++ == options.JobsAtOnce) yield break;
            _last = job;
            yield return job.Id;
        }
        (_last, _rested) = (null, now + new Seconds((int)options.JobRest.TotalSeconds));
    }
}
