using OptiTime.Engine.Log;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Store;

/// <summary>The store as a server: it has a clock of its own, makes appends wait for each other, and goes down with all that was waiting in it.</summary>
internal sealed class StoreServer(ModelledStore store, Surroundings around)
{
    private TimeSpan _clockBehind;
    private int _lives;

    /// <summary>What it keeps.</summary>
    internal ModelledStore Store => store;

    /// <summary>Whether it can be reached.</summary>
    internal bool IsUp { get; private set; } = true;

    /// <summary>How often it came back: what was asked of a former life is not answered by this one.</summary>
    internal int Life => _lives;

    /// <summary>Its clock, which may be set back and may tell more than whole seconds.</summary>
    internal DateTimeOffset Clock => around.Timeline.TrueTime - _clockBehind;

    /// <summary>Takes an append that has arrived: at once, or after whoever has its version lets go of it.</summary>
    internal void Receive(Append append, Func<DateTimeOffset> siloClock, Action<AppendOutcome> reply)
    {
        if (!IsUp) return;
        (Moment began, Moment silo) = (Moment.From(Clock), Moment.From(siloClock()));
        void Take()
        {
            AppendOutcome outcome = store.Append(append, Moment.From(Clock), began, silo);
            if (outcome is VersionLost) around.Figures.VersionsLost++;
            if (outcome is GuardFailed) around.Figures.GuardsFailed++;
            around.Note("store", outcome.GetType().Name, append.Parts[0].Log, append.Parts[0].ExpectedVersion, store.VersionOf(append.Parts[0].Log));
            reply(outcome);
        }
        if (!around.Strikes(Fault.LockWait, around.Rates.LockWait))
        {
            Take();
            return;
        }
        int life = _lives;
        around.Timeline.After(around.Dice.Milliseconds(50, 8_000), () =>
        {
            if (life == _lives && IsUp) Take();
        });
    }

    /// <summary>Goes down for a while, with all that was waiting in it.</summary>
    /// <returns>Whether it was up.</returns>
    internal bool GoDown(TimeSpan time)
    {
        if (!IsUp) return false;
        (IsUp, _lives) = (false, _lives + 1);
        around.Timeline.After(time, () => IsUp = true);
        return true;
    }

    /// <summary>Comes back on a machine whose clock is behind.</summary>
    internal bool SetClockBack(TimeSpan by)
    {
        _clockBehind += by;
        return true;
    }
}
