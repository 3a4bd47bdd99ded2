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

    /// <summary>How often it came back: what was sent to a former life does not reach this one, as connections die with a server.</summary>
    internal int Life => _lives;

    /// <summary>Its clock, which may be set back and may tell more than whole seconds.</summary>
    internal DateTimeOffset Clock => around.Timeline.TrueTime - _clockBehind;

    /// <summary>Takes an append that has arrived: at once, or after whoever has its version lets go of it.</summary>
    /// <param name="append">The append.</param>
    /// <param name="life">The life of the server it was sent to.</param>
    /// <param name="siloClock">The clock of the silo that sent it.</param>
    /// <param name="reply">Told how it ended.</param>
    internal void Receive(Append append, int life, Func<DateTimeOffset> siloClock, Action<AppendOutcome> reply)
    {
        if (!IsUp || life != _lives) return;
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
        around.Timeline.After(around.Dice.Milliseconds(50, 8_000), () =>
        {
            if (life == _lives && IsUp) Take();
        });
    }

    /// <summary>Goes down for a while, with all that was waiting in it or on its way to it.</summary>
    /// <returns>Whether it was up.</returns>
    internal bool GoDown(TimeSpan time)
    {
        if (!IsUp) return false;
        (IsUp, _lives) = (false, _lives + 1);
        around.Timeline.After(time, () => IsUp = true);
        return true;
    }

    /// <summary>Another machine takes its place, whose clock is behind.</summary>
    /// <inheritdoc cref="GoDown"/>
    internal bool FailOver(TimeSpan time, TimeSpan behind)
    {
        if (!GoDown(time)) return false;
        _clockBehind += behind;
        return true;
    }
}
