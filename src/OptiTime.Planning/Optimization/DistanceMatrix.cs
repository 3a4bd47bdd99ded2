namespace OptiTime.Planning.Optimization;

/// <summary>How far it is between any two places; as far there as back.</summary>
public sealed class DistanceMatrix
{
    private readonly double[] _distances;

    /// <summary>Measures every way once.</summary>
    /// <param name="places">How many places there are.</param>
    /// <param name="between">How far it is between two of them.</param>
    public DistanceMatrix(int places, Func<int, int, double> between)
    {
        Places = places;
        _distances = new double[places * places];
        for (int from = 0; from < places; from++)
        {
            for (int to = 0; to < from; to++) _distances[(from * places) + to] = _distances[(to * places) + from] = between(from, to);
        }
    }

    /// <summary>How many places there are.</summary>
    public int Places { get; }

    /// <summary>How far it is between two places.</summary>
    public double this[int from, int to] => _distances[(from * Places) + to];

    /// <summary>How far it is from a place to each.</summary>
    public ReadOnlySpan<double> From(int place) => _distances.AsSpan(place * Places, Places);
}
