using System.Diagnostics;
using System.Globalization;
using OptiTime.LoadTests.Arrivals;

namespace OptiTime.LoadTests.Measures;

/// <summary>What a process, or all of the machine, has used of the processors up to a time.</summary>
/// <param name="At">When, by the monotonic clock.</param>
/// <param name="User">Time in programs.</param>
/// <param name="System">Time in the operating system on their behalf.</param>
internal readonly record struct ProcessorReading(long At, TimeSpan User, TimeSpan System)
{
    private const double TicksPerSecond = 100;

    /// <summary>Of a process.</summary>
    internal static ProcessorReading Of(Process process)
    {
        process.Refresh();
        return new ProcessorReading(MonotonicClock.Now, process.UserProcessorTime, process.PrivilegedProcessorTime);
    }

    /// <summary>
    /// Of a process and its children, those that have ended too: a database server has a process for each connection. Linux only; elsewhere of
    /// the process alone.
    /// </summary>
    internal static ProcessorReading OfFamily(Process parent)
    {
        if (!Directory.Exists("/proc/self")) return Of(parent);
        string id = parent.Id.ToString(CultureInfo.InvariantCulture);
        double user = 0, system = 0;
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (StatOf(directory) is not { } stat || (stat.Id != id && stat.Parent != id)) continue;
            user += stat.User + (stat.Id == id ? stat.EndedUser : 0);
            system += stat.System + (stat.Id == id ? stat.EndedSystem : 0);
        }
        return new ProcessorReading(MonotonicClock.Now, TimeSpan.FromSeconds(user), TimeSpan.FromSeconds(system));
    }

    /// <summary>Of the machine, so that it can be told how much others took; null where the system does not say.</summary>
    internal static ProcessorReading? OfMachine()
    {
        if (!File.Exists("/proc/stat")) return null;
        // cpu user nice system idle iowait irq softirq steal ...
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture) / TicksPerSecond)];
        return new ProcessorReading(MonotonicClock.Now, TimeSpan.FromSeconds(ticks[0] + ticks[1]), TimeSpan.FromSeconds(ticks[2] + ticks[5] + ticks[6]));
    }

    private static (string Id, string Parent, double User, double System, double EndedUser, double EndedSystem)? StatOf(string directory)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(directory)[0])) return null;
        try
        {
            // pid (name) state ppid ... utime is the 14th field, then stime, cutime, cstime. A name may hold blanks and brackets.
            string text = File.ReadAllText(Path.Combine(directory, "stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (Path.GetFileName(directory), fields[1], Seconds(11), Seconds(12), Seconds(13), Seconds(14));
            double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
        }
        catch (IOException)
        {
            // It ended between being listed and being read.
            return null;
        }
    }

    /// <summary>The processors in use since an earlier reading: 0.5 is half of one.</summary>
    internal ProcessorShare Since(ProcessorReading earlier)
    {
        double seconds = (double)(At - earlier.At) / MonotonicClock.Second;
        return new ProcessorShare((User - earlier.User).TotalSeconds / seconds, (System - earlier.System).TotalSeconds / seconds);
    }
}

/// <summary>How many processors were in use: 0.5 is half of one.</summary>
/// <param name="User">In programs.</param>
/// <param name="System">In the operating system on their behalf.</param>
internal readonly record struct ProcessorShare(double User, double System)
{
    internal double Total => User + System;

    /// <summary>What is left when others have been taken out; never below nothing, since readings are whole hundredths of a second.</summary>
    internal ProcessorShare Without(IEnumerable<ProcessorShare> others)
    {
        ProcessorShare left = this;
        foreach (ProcessorShare other in others) left = new ProcessorShare(Math.Max(0, left.User - other.User), Math.Max(0, left.System - other.System));
        return left;
    }
}
