namespace OptiTime.Testbed.Silos;

/// <summary>A process whose clock is off, by the library <c>libfaketime</c> where the machine has it. Only what says what time it is is moved; waiting is as before.</summary>
public static class SkewedClock
{
    private static readonly string? Library = Find();

    /// <summary>Why no clock can be moved here, for the report of a test that is skipped; null when it can.</summary>
    public static string? WhyNot { get; } = Library is not null ? null : "libfaketime is not installed here, so no clock can be moved. Install Debian's package libfaketime.";

    /// <summary>The variables under which a program sees another time.</summary>
    /// <param name="by">How far the clock goes ahead; whole seconds, behind where negative.</param>
    /// <exception cref="InvalidOperationException">No clock can be moved here, see <see cref="WhyNot"/>.</exception>
    internal static string[] Variables(TimeSpan by) =>
        [$"LD_PRELOAD={Library ?? throw new InvalidOperationException(WhyNot)}", $"FAKETIME={by.TotalSeconds:+0;-0}s", "FAKETIME_DONT_FAKE_MONOTONIC=1"];

    private static string? Find() =>
        new[] { "/usr/lib", "/usr/lib64", "/usr/local/lib" }.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root).Prepend(root))
            .Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);
}
