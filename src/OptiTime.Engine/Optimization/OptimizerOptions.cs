using OptiTime.Planning.Demand;

namespace OptiTime.Engine.Optimization;

/// <summary>How much a silo optimises: in slices, of one territory at a time, while few are calling.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The share of one processor it takes at the most: after each slice it rests for as long as that asks for. Above 0, at most 1. Default 0.2.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>With more calls than so many since the last tick it does nothing: a silo that is busy is left to its callers. Default 25: a hundred a second.</summary>
    public int MostCalls { get; init; } = 25;

    /// <summary>How many days ahead of the present are optimised. Default 14.</summary>
    public int DaysAhead { get; init; } = 14;

    /// <summary>How many days one slice looks at, at the most. Default 2.</summary>
    public int DaysAtOnce { get; init; } = 2;

    /// <summary>About how much work one slice looks at, at the most. Default 250.</summary>
    public int WorkAtOnce { get; init; } = 250;

    /// <summary>How many rounds the search of one slice makes; it ends earlier when somebody calls. Default 6,000: some hundredths of a second.</summary>
    public long Rounds { get; init; } = 6_000;

    /// <summary>How many batches one slice sends, each a command of its own; others are found again. Default 8.</summary>
    public int BatchesAtOnce { get; init; } = 8;

    /// <summary>What a minute of work is to save at the least: when all days bring less, it stops until the plan has changed. Default 1.00.</summary>
    public Money LeastGain { get; init; } = new(100);

    /// <summary>After so many versions that others made a plan is worth looking at again. Default 20.</summary>
    public int WakeAfter { get; init; } = 20;

    /// <summary>After so long it is worth it for any version. Default 5 minutes.</summary>
    public TimeSpan WakeWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a territory is left alone that another silo optimises, or where something went wrong. Default 10 s.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>What a silo that optimises is given from outside.</summary>
/// <param name="Lock">The right to optimise a territory.</param>
/// <param name="Options">How much it optimises.</param>
public sealed record OptimizerServices(IOptimizerLock Lock, OptimizerOptions Options)
{
    /// <summary>Until this has come to an end nothing is optimised. Default: from the beginning.</summary>
    public Task Begins { get; init; } = Task.CompletedTask;

    /// <summary>Told of the territory whose search went wrong, and how; nothing else comes of it. Default: nobody is told.</summary>
    public Action<string, Exception>? Faulted { get; init; }
}
