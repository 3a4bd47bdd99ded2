using System.Collections.Concurrent;
using System.Globalization;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;

namespace OptiTime.Engine.Planners;

/// <content>What concerns several territories: one that borrows, and those that lend to it.</content>
public sealed partial class TerritoryPlanners
{
    /// <summary>How often it may turn out that a command concerns yet other territories.</summary>
    private const int JointRounds = 8;

    private readonly ConcurrentDictionary<string, JoinedBoard> _joined = new(StringComparer.Ordinal);
    private int _jointCommands;

    /// <summary>A board joined with those of lenders, and of which it was made.</summary>
    private sealed record JoinedBoard(Board Home, Board[] Lenders, Board Joined);

    private async ValueTask<CommandReply> SendJointlyAsync(
        string log, IReadOnlyList<string> lenders, Command command, Idempotency? idempotency, CancellationToken stop)
    {
        if (Interlocked.Increment(ref _jointCommands) > _services.Options.JointCommands)
        {
            Interlocked.Decrement(ref _jointCommands);
            return new Busy($"{_services.Options.JointCommands} commands that concern several territories are under way.");
        }
        var pending = new Pending(command, idempotency);
        // Whoever asked may give up waiting; what was begun comes to its end.
        _services.Scheduler.Schedule(async () =>
        {
            try
            {
                pending.Answer(await CommitJointlyAsync(log, lenders, command, idempotency));
            }
            catch (StoreUnavailableException unavailable)
            {
                pending.Answer(new Unavailable(unavailable.Message));
            }
            catch (Exception fault)
            {
                // A defect of ours must not leave the caller waiting for ever.
                pending.Fail(fault);
            }
            finally
            {
                Interlocked.Decrement(ref _jointCommands);
            }
        });
        return await pending.Reply.WaitAsync(stop);
    }

    private async Task<CommandReply> CommitJointlyAsync(string log, IReadOnlyList<string> lenders, Command command, Idempotency? idempotency)
    {
        for (int round = 0; round < JointRounds && !_isClosed; round++)
        {
            Planner<Board> home = await ActivateAsync(log, CancellationToken.None);
            var others = new List<Planner<Board>>();
            foreach (string lender in lenders) others.Add(await ActivateAsync(lender, CancellationToken.None));
            if (others.FindIndex(other => other.State is null) is >= 0 and var missing)
                return new Refused(new Refusal(RefusalCode.OfferTaken, $"There is no territory '{lenders[missing]}' that could lend."), home.Position.Version);
            var pending = new Pending(command, idempotency);
            if (!await new JointCommit<Board>(_services, home, others).RunAsync(pending))
            {
                foreach ((string name, Planner<Board> planner) in lenders.Append(log).Zip(others.Append(home)).Where(pair => pair.Second.HasRetired))
                    await RetireAsync(name, planner);
                continue;
            }
            CommandReply reply = await pending.Reply;
            if (reply is not Refused { Refusal: { Code: RefusalCode.ConcernsLenders } concerns }) return reply;
            lenders = [.. lenders.Union(concerns.Lenders).Order(StringComparer.Ordinal)];
        }
        return _isClosed ? new Unavailable(Closing) : new Busy($"Who lends to '{log}' is changing too fast to decide on.");
    }

    /// <summary>A board with what others lend to it. Kept until one of the boards it was made of changes: to make it takes longer than to search it.</summary>
    private async ValueTask<(Board Board, string? Unasked)> BorrowAsync(Board home, IReadOnlyCollection<string> lenders, CancellationToken stop)
    {
        if (lenders.Count == 0) return (home, null);
        var boards = new List<Board>();
        var unasked = new List<string>();
        foreach (string lender in lenders)
        {
            try
            {
                if (await BoardAsync(lender, stop) is not { } board) continue;
                boards.Add(board);
                Freshness freshness = FreshnessOf(lender);
                if (freshness.IsStale) unasked.Add(string.Create(CultureInfo.InvariantCulture, $"What '{lender}' lends was last seen {freshness.Age.TotalSeconds:0} s ago."));
            }
            catch (StoreUnavailableException)
            {
                unasked.Add($"Territory '{lender}', which lends, could not be asked now.");
            }
        }
        string territory = home.Settings.Id;
        if (!_joined.TryGetValue(territory, out JoinedBoard? joined) || joined.Home != home || !joined.Lenders.SequenceEqual(boards))
            _joined[territory] = joined = new JoinedBoard(home, [.. boards], BorrowedBoard.For(home, boards));
        return (joined.Joined, unasked.Count == 0 ? null : string.Join(" ", unasked));
    }
}
