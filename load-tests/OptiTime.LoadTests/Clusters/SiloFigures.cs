using System.Globalization;

namespace OptiTime.LoadTests.Clusters;

/// <summary>What silos say of their appends at <c>/metrics</c>, all silos together.</summary>
/// <param name="Appends">Groups of commands sent to the log.</param>
/// <param name="VersionsLost">Appends that lost their version to another silo.</param>
/// <param name="DecidedAgain">Commands decided once more.</param>
/// <param name="Contended">Commands given up because others were first too often.</param>
internal readonly record struct SiloFigures(long Appends, long VersionsLost, long DecidedAgain, long Contended)
{
    /// <summary>Reads them.</summary>
    internal static async Task<SiloFigures> ReadAsync(HttpClient http, IEnumerable<Uri> silos, CancellationToken stop)
    {
        SiloFigures sum = default;
        foreach (Uri silo in silos) sum += Parse(await http.GetStringAsync(new Uri(silo, "metrics"), stop));
        return sum;
    }

    /// <summary>The figures of one silo.</summary>
    /// <param name="metrics">What it answered, in Prometheus' text format.</param>
    internal static SiloFigures Parse(string metrics)
    {
        string[] lines = metrics.Split('\n');
        return new SiloFigures(
            Of("optitime_appends_total"), Of("optitime_versions_lost_total"), Of("optitime_commands_decided_again_total"), Of("optitime_commands_contended_total"));

        // Before the first of its kind a counter may not be told at all.
        long Of(string name) => lines.Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..] is [' ' or '{', ..])
            .Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>What came to be since an earlier reading.</summary>
    public static SiloFigures operator -(SiloFigures now, SiloFigures before) => new(
        now.Appends - before.Appends, now.VersionsLost - before.VersionsLost, now.DecidedAgain - before.DecidedAgain, now.Contended - before.Contended);

    /// <summary>Two silos together.</summary>
    public static SiloFigures operator +(SiloFigures one, SiloFigures other) => new(
        one.Appends + other.Appends, one.VersionsLost + other.VersionsLost, one.DecidedAgain + other.DecidedAgain, one.Contended + other.Contended);
}
