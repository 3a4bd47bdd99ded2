namespace OptiTime.Planning.Search;

/// <summary>The cheapest way found so far to keep one promise.</summary>
internal struct Candidate
{
    /// <summary>What it costs, in cost units, less what a preferred resource is given; <see cref="long.MaxValue"/> for none.</summary>
    internal long Rank;

    /// <summary>The local day of its tour.</summary>
    internal int Day;

    /// <summary>The tour among those of the day.</summary>
    internal int Tour;

    /// <summary>The index in the tour at which the stop would stand.</summary>
    internal int Index;
}
