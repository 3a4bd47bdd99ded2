namespace OptiTime.Storage.Postgres;

/// <summary>How a PostgreSQL store is opened.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>How many connections it may use at once, besides two for the doorbell: half of them for appends, half for questions, at least one each. 2 to 1,000. Default 10.</summary>
    public int PoolSize { get; init; } = 10;

    /// <summary>
    /// How long the server may work at one statement, waiting for locks included, before it takes it back. Whole seconds, at least 1. Default 10 s.
    /// A reply that has not come two seconds later is given up as lost.
    /// </summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a reply is waited for: as long as the server may work, and two seconds for the way.</summary>
    internal TimeSpan ReplyTimeout => StatementTimeout + TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for a connection. Whole seconds, at least 1. Default 3 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>By what its waits are measured: those for news and those before it connects again. Default: the machine's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits before silos connect again, lest all come at once. Default: a random one.</summary>
    public Random Jitter { get; init; } = new();
}
