using System.Diagnostics;

namespace OptiTime.Benchmarks.Growth;

/// <summary>How long calls took, each timed by itself.</summary>
/// <param name="Median">What half of them did not exceed, in microseconds.</param>
/// <param name="P99">What 99 of 100 did not exceed, in microseconds.</param>
/// <param name="Allocated">Bytes a call allocated.</param>
internal readonly record struct Timing(double Median, double P99, double Allocated)
{
    /// <summary>Of how many calls one more is made before, which is not counted.</summary>
    internal const int WarmUp = 10;

    /// <summary>Times calls after some that are not counted.</summary>
    internal static async Task<Timing> OfAsync(int calls, Func<int, Task> call)
    {
        int warmUp = Math.Max(1, calls / WarmUp);
        for (int index = 0; index < warmUp; index++) await call(index);
        double[] took = new double[calls];
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int index = 0; index < calls; index++)
        {
            long began = Stopwatch.GetTimestamp();
            await call(warmUp + index);
            took[index] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Array.Sort(took);
        return new Timing(took[calls / 2], took[calls * 99 / 100], (double)allocated / calls);
    }
}
