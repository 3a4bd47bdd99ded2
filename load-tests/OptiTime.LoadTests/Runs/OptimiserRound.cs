using System.Globalization;

namespace OptiTime.LoadTests.Runs;

/// <summary>What came of a load, and what the silo's optimiser did in the silo's life.</summary>
/// <param name="Load">What came of the load.</param>
/// <param name="Slices">How often it searched.</param>
/// <param name="Work">What that took, in seconds.</param>
/// <param name="Made">How many batches of moves were made.</param>
/// <param name="Saved">What they saved, in hundredths of the currency.</param>
internal sealed record OptimiserRound(LoadResult Load, double Slices, double Work, double Made, double Saved)
{
    /// <summary>Reads the silo's own figures.</summary>
    internal static async Task<OptimiserRound> ReadAsync(LoadResult load, Uri silo, CancellationToken stop)
    {
        using var http = new HttpClient();
        string[] figures = (await http.GetStringAsync(new Uri(silo, "metrics"), stop)).Split('\n');
        return new OptimiserRound(load, Of("slices_total"), Of("work_seconds_total"), Of("batches_total{outcome=\"made\"}"), Of("saved_total"));

        double Of(string name) => figures.Where(line => line.StartsWith($"optitime_optimizer_{name} ", StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).FirstOrDefault();
    }
}
