namespace OptiTime.Simulation.Chance;

/// <summary>How often each thing goes wrong: a share of the calls, appends or reads it can happen to, or a mean time between two.</summary>
internal sealed record FaultRates
{
    /// <summary>Nothing goes wrong.</summary>
    internal static FaultRates None { get; } = new FaultRates().Times(0);

    /// <summary>Of the calls to silos.</summary>
    internal double CallLost { get; init; } = 0.02;

    /// <inheritdoc cref="CallLost"/>
    internal double AnswerLost { get; init; } = 0.04;

    /// <summary>Of the appends.</summary>
    internal double AppendLost { get; init; } = 0.03;

    /// <inheritdoc cref="AppendLost"/>
    internal double ReplyLost { get; init; } = 0.04;

    /// <inheritdoc cref="AppendLost"/>
    internal double AppendLate { get; init; } = 0.03;

    /// <inheritdoc cref="AppendLost"/>
    internal double AppendTwice { get; init; } = 0.05;

    /// <summary>Of the ways to the store and back.</summary>
    internal double Delay { get; init; } = 0.03;

    /// <summary>Of the appends.</summary>
    internal double LockWait { get; init; } = 0.02;

    /// <summary>Of all that is asked of the store.</summary>
    internal double Unreachable { get; init; } = 0.02;

    /// <summary>The mean time between two crashes of a silo, in seconds.</summary>
    internal double CrashEvery { get; init; } = 25;

    /// <summary>The mean time between two pauses of a silo, in seconds.</summary>
    internal double PauseEvery { get; init; } = 20;

    /// <summary>The mean time between two settings of a silo's clock, in seconds.</summary>
    internal double ClockJumpEvery { get; init; } = 30;

    /// <summary>The mean time between two failures of the store, in seconds.</summary>
    internal double StoreDownEvery { get; init; } = 40;

    /// <summary>The mean time between two moves of the store to another machine, in seconds.</summary>
    internal double FailOverEvery { get; init; } = 60;

    /// <summary>The same with every share so many times as large; what happens from time to time does so as often as before.</summary>
    internal FaultRates Times(double wind) => this with
    {
        CallLost = CallLost * wind,
        AnswerLost = AnswerLost * wind,
        AppendLost = AppendLost * wind,
        ReplyLost = ReplyLost * wind,
        AppendLate = AppendLate * wind,
        AppendTwice = AppendTwice * wind,
        Delay = Delay * wind,
        LockWait = LockWait * wind,
        Unreachable = Unreachable * wind,
    };
}
