using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Checks;
using OptiTime.Simulation.Store;
using OptiTime.Simulation.Time;

namespace OptiTime.Simulation.Silos;

/// <summary>A silo: real planners in a process that can be paused, killed and started again with nothing but the store.</summary>
internal sealed class SimulatedSilo
{
    private static readonly PlannerOptions Options = new() { SearchesAtOnce = 1, Races = 3, SnapshotEvery = 40, IdleAfter = TimeSpan.FromSeconds(20) };
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly Surroundings _around;
    private readonly Referee _referee;
    private readonly SkewedClock _clock;
    private readonly StoreLink _link;
    private readonly int _number;
    private readonly List<Action> _cut = [];
    private readonly List<Call> _served = [];
    private Host _process;
    private TerritoryPlanners _planners;
    private int _lives;

    internal SimulatedSilo(int number, StoreServer server, Surroundings around, Referee referee, SkewedClock clock)
    {
        (_number, _around, _referee, _clock) = (number, around, referee, clock);
        _link = new StoreLink(server, around, clock);
        (_process, _planners) = Start();
    }

    /// <summary>Whether it runs: it is neither dead nor paused.</summary>
    internal bool IsUp { get; private set; } = true;

    /// <summary>Gives a command to the silo, over a connection that may lose the call or the answer.</summary>
    /// <returns>What it answered; null when nothing was heard.</returns>
    internal Task<CommandReply?> SendAsync(Call call) => AskAsync<CommandReply>(async planners =>
    {
        _referee.Called(call);
        _served.Add(call);
        CommandReply reply = await planners.SendAsync(call.Log, call.Command, call.Key, CancellationToken.None);
        _served.Remove(call);
        _around.Note(call.Command.GetType().Name, reply.GetType().Name, call.About, _number, (reply as Refused)?.Version ?? 0);
        _referee.Told(call, reply);
        return reply;
    });

    /// <summary>Asks the silo for offers.</summary>
    /// <returns>What it found; null when nothing was heard, or it could not look.</returns>
    internal Task<SearchReply?> SearchAsync(string territory, SearchQuery query) => AskAsync<SearchReply>(async planners =>
    {
        try
        {
            return await planners.SearchAsync(territory, query, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    });

    /// <summary>The board the silo has of a territory.</summary>
    internal Task<Board?> BoardAsync(string territory) => AskAsync<Board>(async planners => await planners.BoardAsync(territory, CancellationToken.None));

    /// <summary>Kills it; another is started in its place after a while.</summary>
    /// <returns>Whether there was something to kill.</returns>
    internal bool Crash(TimeSpan dead)
    {
        if (!IsUp) return false;
        IsUp = false;
        _process.Kill();
        foreach (Action cut in _cut.ToArray()) cut();
        _cut.Clear();
        _referee.Died(_served);
        _served.Clear();
        _around.Timeline.After(dead, () =>
        {
            (_process, _planners) = Start();
            IsUp = true;
        });
        return true;
    }

    /// <summary>Stops it where it stands, and lets it go on after a while as if nothing had been.</summary>
    /// <returns>Whether it was running.</returns>
    internal bool Pause(TimeSpan time)
    {
        if (!IsUp) return false;
        IsUp = false;
        _process.Pause();
        _around.Timeline.After(time, () =>
        {
            _process.Resume();
            IsUp = true;
        });
        return true;
    }

    /// <summary>Sets its clock.</summary>
    internal bool JumpClock(TimeSpan by)
    {
        _clock.Jump(by);
        return true;
    }

    private (Host, TerritoryPlanners) Start()
    {
        var process = new Host((_number * 1_000) + _lives++, _around.Timeline, _around.Dice);
        _clock.Host = process;
        var planners = new TerritoryPlanners(new PlannerServices(_link, _clock, _around.Dice.NewGuid, process, Options));
        process.Begin(() => LookAfterAsync(planners));
        return (process, planners);
    }

    /// <summary>What the host of the planners does: follows the logs, ends holds, lets days go by.</summary>
    private async Task LookAfterAsync(TerritoryPlanners planners)
    {
        while (true)
        {
            await Task.Delay(Poll + _around.Dice.Milliseconds(0, 50), _clock);
            try
            {
                await planners.FollowAsync(CancellationToken.None);
                await planners.TickAsync(CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // The next round tries again.
            }
        }
    }

    private Task<T?> AskAsync<T>(Func<TerritoryPlanners, Task<T?>> ask) where T : class
    {
        var heard = new TaskCompletionSource<T?>();
        void Hang() => heard.TrySetResult(null);
        _around.Timeline.After(_around.Dice.Milliseconds(2_000, 20_000), Hang);
        if (_around.Strikes(Fault.CallLost, _around.Rates.CallLost)) return heard.Task;
        _around.Timeline.After(_around.Dice.Milliseconds(0.2, 5), () =>
        {
            if (!_process.IsAlive)
            {
                Hang();
                return;
            }
            _cut.Add(Hang);
            TerritoryPlanners planners = _planners;
            _process.Begin(async () =>
            {
                T? answer = await ask(planners);
                _cut.Remove(Hang);
                if (!_around.Strikes(Fault.AnswerLost, _around.Rates.AnswerLost))
                    _around.Timeline.After(_around.Dice.Milliseconds(0.2, 5), () => heard.TrySetResult(answer));
            });
        });
        return heard.Task;
    }
}
