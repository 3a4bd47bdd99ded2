using System.Numerics;

namespace OptiTime.LoadTests.Latency;

/// <summary>
/// Counts times in buckets that widen with the time, so that any percentile is told to within a thousandth of it and nothing is left out.
/// After Gil Tene's HdrHistogram (2012, CC0): 2,048 linear buckets, then 1,024 more for each doubling. Many threads may record at once.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>The longest time that is told apart, in microseconds: some 71 minutes. What takes longer counts as that.</summary>
    internal const long Longest = (1L << 32) - 1;

    /// <summary>A percentile is never below the exact one, and above it by at most this share.</summary>
    internal const double RelativeError = 1.0 / HalfOfLinear;

    private const int HalfBits = 10, HalfOfLinear = 1 << HalfBits, Doublings = 32 - HalfBits;

    private readonly long[] _counts = new long[Doublings * HalfOfLinear + HalfOfLinear];
    private long _max;

    /// <summary>How many times were recorded.</summary>
    internal long Count => _counts.Sum();

    /// <summary>The longest, exactly; 0 when there is none.</summary>
    internal long Max => _max;

    /// <summary>Counts a time.</summary>
    /// <param name="microseconds">The time; a negative one counts as 0.</param>
    internal void Record(long microseconds)
    {
        long value = Math.Clamp(microseconds, 0, Longest);
        Interlocked.Increment(ref _counts[IndexOf(value)]);
        RaiseMax(value);
    }

    /// <summary>Counts all that another has counted.</summary>
    internal void Add(LatencyHistogram other)
    {
        for (int index = 0; index < _counts.Length; index++)
        {
            if (other._counts[index] > 0) Interlocked.Add(ref _counts[index], other._counts[index]);
        }
        RaiseMax(other._max);
    }

    /// <summary>The time that this share of all did not exceed, in microseconds; 0 when there are none.</summary>
    /// <param name="percent">Above 0, at most 100.</param>
    internal long Percentile(double percent)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(Count * percent / 100)), seen = 0;
        for (int index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= wanted) return Math.Min(HighestOf(index), _max);
        }
        return 0;
    }

    private static int IndexOf(long value)
    {
        int doubling = Math.Max(0, BitOperations.Log2((ulong)value) - HalfBits);
        return (doubling << HalfBits) + (int)(value >> doubling);
    }

    private static long HighestOf(int index)
    {
        int doubling = Math.Max(0, (index >> HalfBits) - 1);
        return ((index - ((long)doubling << HalfBits) + 1) << doubling) - 1;
    }

    private void RaiseMax(long value)
    {
        long max = _max;
        while (value > max && Interlocked.CompareExchange(ref _max, value, max) is var seen && seen != max) max = seen;
    }
}
