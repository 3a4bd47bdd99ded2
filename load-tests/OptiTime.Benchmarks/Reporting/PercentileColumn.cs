using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace OptiTime.Benchmarks.Reporting;

/// <summary>A percentile of all calls, in microseconds.</summary>
/// <param name="percentile">Which, 0 to 100.</param>
internal sealed class PercentileColumn(int percentile) : IColumn
{
    public string Id => $"{nameof(PercentileColumn)}.{percentile}";

    public string ColumnName => percentile == 50 ? "Median" : $"P{percentile}";

    public string Legend => $"The time that {percentile} of a hundred calls do not exceed, in microseconds";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => percentile;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        (summary[benchmarkCase]?.ResultStatistics?.Percentiles.Percentile(percentile) / 1_000)?.ToString("0.0 µs", CultureInfo.InvariantCulture) ?? "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
