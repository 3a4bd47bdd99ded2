namespace OptiTime.Engine.History;

/// <summary>The named limits of looking back.</summary>
public sealed record HistoryOptions
{
    /// <summary>How many boards of the past are rebuilt at once. Default 1: the present goes first.</summary>
    public int RebuildsAtOnce { get; init; } = 1;

    /// <summary>How many more may wait to be rebuilt; more are told to come again. Default 16.</summary>
    public int RebuildsWaiting { get; init; } = 16;

    /// <summary>How many boards of the past are kept in memory. Default 8.</summary>
    public int BoardsKept { get; init; } = 8;

    /// <summary>How many entries are applied in one go while a board is rebuilt; between two goes it can be given up. Default 256.</summary>
    public int AppliedAtOnce { get; init; } = 256;

    /// <summary>From how many versions on a snapshot is read instead of going on from a board that is in memory. Default 1,000.</summary>
    public int FarApart { get; init; } = 1_000;
}
