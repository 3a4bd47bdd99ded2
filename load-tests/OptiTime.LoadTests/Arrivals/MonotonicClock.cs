using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OptiTime.LoadTests.Arrivals;

/// <summary>A clock that only goes forward, in nanoseconds, and a wait that ends when it should.</summary>
internal static partial class MonotonicClock
{
    /// <summary>A second.</summary>
    internal const long Second = 1_000_000_000;

    private const int LinuxMonotonic = 1, LinuxAbsolute = 1;

    /// <summary>The present.</summary>
    internal static long Now => Stopwatch.GetTimestamp() * (Second / Stopwatch.Frequency);

    /// <summary>Whole microseconds from one time to a later one.</summary>
    internal static long Microseconds(long from, long to) => (to - from) / 1_000;

    /// <summary>
    /// Blocks the thread until a time. The framework waits in whole milliseconds, which is as long as the calls that are measured, and
    /// spinning would take one of the processors from the silo; Linux waits to some 50 µs, by the same clock.
    /// </summary>
    internal static void WaitUntil(long time)
    {
        long now = Now;
        if (time <= now) return;
        if (OperatingSystem.IsLinux()) Wait(LinuxMonotonic, LinuxAbsolute, new TimeSpec(time / Second, time % Second), 0);
        else Thread.Sleep(TimeSpan.FromMicroseconds((time - now) / 1_000));
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Wait(int clock, int flags, in TimeSpec until, nint remaining);

    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds)
    {
        internal TimeSpec(long seconds, long nanoseconds) : this((nint)seconds, (nint)nanoseconds) { }
    }
}
