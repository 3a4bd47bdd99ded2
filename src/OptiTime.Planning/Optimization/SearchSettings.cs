namespace OptiTime.Planning.Optimization;

/// <summary>How ruin and recreate works; the words and defaults of Christiaens and Vanden Berghe 2020 unless said otherwise.</summary>
public sealed record SearchSettings
{
    /// <summary>How many stops a ruin takes out on average. Default 10.</summary>
    public int AverageRemoved { get; init; } = 10;

    /// <summary>How many stops of one route a ruin takes out at the most. Default 10.</summary>
    public int LongestString { get; init; } = 10;

    /// <summary>How often a string is taken out around some stops that stay: 0 to 1. Default 0.5.</summary>
    public double SplitRate { get; init; } = 0.5;

    /// <summary>How likely one more stop stays in a split string: 0 to before 1. Default 0.01.</summary>
    public double SplitDepth { get; init; } = 0.01;

    /// <summary>How often the best position is not seen: 0 to 1. Default 0.01.</summary>
    public double BlinkRate { get; init; } = 0.01;

    /// <summary>The temperature to begin with, in road per stop as the search begins. Default 4: the paper's 100 on instances of such sizes comes to about 10, for longer runs.</summary>
    public double Hot { get; init; } = 4;

    /// <summary>The temperature to end with, in the same measure. Default 0.01.</summary>
    public double Cold { get; init; } = 0.01;
}
