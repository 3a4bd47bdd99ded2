using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace OptiTime.LoadTests.Measures;

/// <summary>What was measured, where and when: the line above every table.</summary>
internal static class Workplace
{
    private const int CommitLetters = 7;

    /// <summary>Commit, time, machine.</summary>
    internal static string Describe(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"Commit {Commit()}, {now:yyyy-MM-dd HH:mm} UTC. {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.");

    // The build writes the commit it was made from behind the version.
    private static string Commit()
    {
        string version = typeof(Workplace).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? "unknown" : version.Substring(plus + 1, Math.Min(CommitLetters, version.Length - plus - 1));
    }

    private static string Processor()
    {
        const string Model = "model name";
        string? line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith(Model, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
