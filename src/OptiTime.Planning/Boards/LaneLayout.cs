namespace OptiTime.Planning.Boards;

/// <summary>
/// The positions of a lane, laid out for the scan. A tour has a node for home, each of its stops, and home again; position <c>i</c> lies
/// between its nodes <c>i</c> and <c>i + 1</c>. What every position is tested by first stands in one block of <see cref="Nodes"/> for each
/// tour, column by column (<see cref="NodeColumn"/>), so that a tour is read in one go and eight positions are tested at a time. What is needed to
/// look at a position in full stands in <see cref="Gaps"/>.
/// </summary>
internal sealed class LaneLayout
{
    /// <summary>The slack of a position at which nothing fits, and of the last node of a tour, which begins no position.</summary>
    internal const int NoSlack = int.MinValue / 2;

    /// <summary>Nothing.</summary>
    internal static LaneLayout Empty { get; } = new();

    /// <summary>For each tour of the lane, in its order: where its nodes and gaps stand, and how far it reaches.</summary>
    internal TourSpan[] Spans { get; init; } = [];

    /// <summary>For each resource by number the index of its first tour; one entry more than there are resources.</summary>
    internal int[] FirstTour { get; init; } = [0];

    /// <summary>The blocks of all tours that travel: each as many columns as <see cref="NodeColumn"/> names, each column a number a node.</summary>
    internal int[] Nodes { get; init; } = [];

    /// <summary>The stretches in which a stop could be served, tour by tour, position by position.</summary>
    internal Gap[] Gaps { get; init; } = [];

    /// <summary>When the first period begins; <see cref="int.MaxValue"/> for no tours.</summary>
    internal int Opens { get; init; } = int.MaxValue;

    /// <summary>When the last period ends; <see cref="int.MinValue"/> for no tours.</summary>
    internal int Closes { get; init; } = int.MinValue;

    /// <summary>The largest of all reaches.</summary>
    internal Reach Reach { get; init; }

    /// <summary>The tours of a resource: from an index (included) to another (excluded).</summary>
    internal (int First, int End) ToursOf(int resource) =>
        resource < FirstTour.Length - 1 ? (FirstTour[resource], FirstTour[resource + 1]) : (0, 0);
}

/// <summary>Where a tour stands in the arrays of its lane.</summary>
/// <param name="Resource">The number of the resource.</param>
/// <param name="Block">Where its block of nodes begins; a tour that does not travel has none.</param>
/// <param name="Positions">How many positions it has: one more than stops, one less than nodes.</param>
/// <param name="FirstGap">The first of its gaps.</param>
/// <param name="EndGap">The gap after the last.</param>
/// <param name="Reach">How far it reaches from home, and what a new stop could save it at the most.</param>
internal readonly record struct TourSpan(int Resource, int Block, int Positions, int FirstGap, int EndGap, Reach Reach);

/// <summary>
/// What bounds the cost of a new stop from below without looking at the positions: nobody in the tour is farther from home than
/// <paramref name="Metres"/>, and the leg that is replaced is no longer than the longest.
/// </summary>
/// <param name="Metres">Road metres from home to the farthest stop.</param>
/// <param name="LegSeconds">The seconds of the slowest leg.</param>
/// <param name="LegMetres">The metres of the longest leg.</param>
internal readonly record struct Reach(int Metres, int LegSeconds, int LegMetres)
{
    /// <summary>What bounds both.</summary>
    internal static Reach Max(Reach left, Reach right) =>
        new(Math.Max(left.Metres, right.Metres), Math.Max(left.LegSeconds, right.LegSeconds), Math.Max(left.LegMetres, right.LegMetres));
}

/// <summary>The columns of a tour's block. Each has a number for the position that begins at a node; the first has the node itself.</summary>
internal enum NodeColumn
{
    /// <summary>The place.</summary>
    Place,

    /// <summary>The most seconds there are for both ways and the service, whichever stretch between breaks it takes.</summary>
    Slack,

    /// <summary>How both ways would be travelled.</summary>
    Pace,

    /// <summary>The seconds of the leg that would be replaced.</summary>
    LegSeconds,

    /// <summary>The metres of the leg that would be replaced.</summary>
    LegMetres,

    /// <summary>How many columns there are.</summary>
    Count,
}

/// <summary>A stretch of time in which a stop can be put into a tour. 20 bytes, times in seconds of <see cref="Time.Moment"/>.</summary>
internal struct Gap
{
    /// <summary>When the resource leaves the place before, moved on by the breaks between.</summary>
    internal int Departure;

    /// <summary>When it must be at the place after, moved back by the breaks between.</summary>
    internal int ArriveBy;

    /// <summary>The service may not start before.</summary>
    internal int Opens;

    /// <summary>The service may not end after.</summary>
    internal int Closes;

    /// <summary>The index in the tour at which the stop would stand: the position.</summary>
    internal int Index;
}
