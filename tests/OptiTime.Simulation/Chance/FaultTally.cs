namespace OptiTime.Simulation.Chance;

/// <summary>How often what went wrong.</summary>
internal sealed class FaultTally
{
    private readonly long[] _counts = new long[Enum.GetValues<Fault>().Length];

    /// <summary>All together.</summary>
    internal long Total => _counts.Sum();

    /// <summary>How often one did.</summary>
    internal long this[Fault fault] => _counts[(int)fault];

    internal void Count(Fault fault) => _counts[(int)fault]++;

    internal void Add(FaultTally other)
    {
        for (int fault = 0; fault < _counts.Length; fault++) _counts[fault] += other._counts[fault];
    }
}
