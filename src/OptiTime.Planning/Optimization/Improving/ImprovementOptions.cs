using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>What part of a plan is looked at, for how long, and what counts.</summary>
public sealed record ImprovementOptions
{
    /// <summary>The first day that is looked at; null for the one of the present.</summary>
    public int? FirstDay { get; init; }

    /// <summary>How many days are looked at, fewer where they have more work than <see cref="MostWork"/>. 1 or more. Default 7.</summary>
    public int Days { get; init; } = 7;

    /// <summary>
    /// About how many pieces of work are looked at together, at the most. Of a day that has more the tours around one of them are looked at, which the seed
    /// names. Default 600.
    /// </summary>
    public int MostWork { get; init; } = 600;

    /// <summary>How many rounds of ruin and recreate are made; a thousand take some milliseconds. Default 20,000.</summary>
    public long Rounds { get; init; } = 20_000;

    /// <summary>How many pieces of work one batch moves at the most. Default 6.</summary>
    public int MostMoves { get; init; } = 6;

    /// <summary>
    /// How many pieces of work that several serve, or that take several steps, are looked at one by one, at the most: jobs that wait first, the seed names the
    /// others. One takes a millisecond or two. Default 12; 0 for none.
    /// </summary>
    public int MostGroups { get; init; } = 12;

    /// <summary>What the trouble of being moved counts for: a share of the territory's rates. Not negative. Default 1.</summary>
    public double Stability { get; init; } = 1;

    /// <summary>What it costs to leave a job waiting that is not due within <see cref="WaitingCosts.Ahead"/>; the nearer it is due the more. Default 30.00.</summary>
    public Money Waiting { get; init; } = new(3_000);
}
