namespace OptiTime.Silo.Telemetry;

/// <summary>One metric under one set of labels: a sum, a last value, or how many measurements fell below each bound.</summary>
/// <param name="labels">Its labels as they are written, without braces; empty for none.</param>
/// <param name="bounds">The upper bounds of a histogram, ascending; empty for what is none.</param>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly Lock _turn = new();
    private readonly long[] _below = new long[bounds.Length + 1];
    private double _sum;
    private int _round;

    /// <summary>Its labels as they are written, without braces; empty for none.</summary>
    public string Labels => labels;

    /// <summary>Adds to the sum.</summary>
    public void Add(double value)
    {
        lock (_turn) _sum += value;
    }

    /// <summary>Takes the place of the last value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="round">In which round of questions it was told.</param>
    public void Set(double value, int round)
    {
        lock (_turn) (_sum, _round) = (value, round);
    }

    /// <summary>Counts a measurement under the first bound it does not exceed, and adds it to the sum.</summary>
    public void Record(double value)
    {
        int at = Array.BinarySearch(bounds, value);
        lock (_turn)
        {
            _below[at < 0 ? ~at : at]++;
            _sum += value;
        }
    }

    /// <summary>How it stands: the sum or last value, and, of a histogram, the measurements between one bound and the next.</summary>
    public (double Sum, long[] Below) Read()
    {
        lock (_turn) return (_sum, [.. _below]);
    }

    /// <summary>Whether it was told in a round of questions: what has gone since is not.</summary>
    public bool WasToldIn(int round)
    {
        lock (_turn) return _round == round;
    }
}
