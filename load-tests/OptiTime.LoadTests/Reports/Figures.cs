using System.Globalization;

namespace OptiTime.LoadTests.Reports;

/// <summary>How figures are written, with no more digits than they deserve.</summary>
internal static class Figures
{
    /// <summary>Not known.</summary>
    internal const string None = "-";

    private const double Kilobyte = 1024, Megabyte = 1024 * 1024;

    /// <summary>Microseconds, as milliseconds.</summary>
    internal static string Milliseconds(long microseconds) => (microseconds / 1_000.0).ToString(microseconds switch
    {
        < 10_000 => "0.00",
        < 100_000 => "0.0",
        _ => "#,##0",
    }, CultureInfo.InvariantCulture) + " ms";

    /// <summary>A stretch of time, as milliseconds.</summary>
    internal static string Milliseconds(TimeSpan? span) => span is { } time ? Milliseconds((long)time.TotalMicroseconds) : None;

    /// <summary>A whole number.</summary>
    internal static string Count(double count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>Processors: 0.50 is half of one.</summary>
    internal static string Processors(double? processors) => processors?.ToString("0.00", CultureInfo.InvariantCulture) ?? None;

    /// <summary>An amount of memory.</summary>
    internal static string Bytes(double? bytes) => bytes switch
    {
        null => None,
        >= 10 * Megabyte => (bytes.Value / Megabyte).ToString("#,##0", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes.Value / Kilobyte).ToString("#,##0.0", CultureInfo.InvariantCulture) + " KB",
    };
}
