namespace OptiTime.Engine.Planners;

/// <summary>The named limits of planners. Every queue, group and wait has one.</summary>
public sealed record PlannerOptions
{
    /// <summary>How many commands may wait for one planner; more are told to come again. Default 1,024.</summary>
    public int MailboxCapacity { get; init; } = 1_024;

    /// <summary>How many commands are committed together at the most: one group, one version, one transaction. Default 64.</summary>
    public int GroupLimit { get; init; } = 64;

    /// <summary>How often a group is decided again after a lost race or a failed guard before its callers are told to come again. Default 80: more than a group has commands to take out.</summary>
    public int Tries { get; init; } = 80;

    /// <summary>How often a group that lost its version to another silo is decided again before its callers are told so. Default 12.</summary>
    public int Races { get; init; } = 12;

    /// <summary>How often an append whose reply was lost is sent again before its callers are told that nobody knows. Default 5, over some three seconds and what the store takes.</summary>
    public int Resends { get; init; } = 5;

    /// <summary>How long after a lost reply the append is sent again; each further time twice as long. Default 100 ms.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many commands that concern several territories may be under way at once; more are told to come again. Default 64.</summary>
    public int JointCommands { get; init; } = 64;

    /// <summary>How long such a command waits for the planners of all its territories before its caller is told to come again. Default 5 s.</summary>
    public TimeSpan TurnPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How old a board of a shared log may be before answers from it say so. Default 2 s: some polls of the log.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a caller who has seen a later version waits for it at the most. Default 1 s.</summary>
    public TimeSpan VersionPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many versions a snapshot is kept. Default 1,000.</summary>
    public int SnapshotEvery { get; init; } = 1_000;

    /// <summary>How long a planner may be idle before it is dropped. Default 10 minutes.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many backlog jobs of a territory are looked at in one go. Default 16.</summary>
    public int JobsAtOnce { get; init; } = 16;

    /// <summary>At most about so many positions are looked at for a backlog job. Default 200,000: some two milliseconds.</summary>
    public long JobPositions { get; init; } = 200_000;

    /// <summary>How long a territory rests when all its waiting jobs have been looked at; those that come meanwhile are looked at at once. Default 5 s.</summary>
    public TimeSpan JobRest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bookings of a territory that lost their place are looked at in one go. Default 4.</summary>
    public int LostAtOnce { get; init; } = 4;

    /// <summary>How long a territory rests when all of them have been looked at; with a plan that has not changed they are not looked at again. Default 5 s.</summary>
    public TimeSpan LostRest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many searches run at once. Default: one a processor.</summary>
    public int SearchesAtOnce { get; init; } = Environment.ProcessorCount;

    /// <summary>How many more searches may wait; more are told to come again. Default 512.</summary>
    public int SearchesWaiting { get; init; } = 512;
}
