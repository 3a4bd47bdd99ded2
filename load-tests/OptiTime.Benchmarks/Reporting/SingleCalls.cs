using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Mathematics.OutlierDetection;

namespace OptiTime.Benchmarks.Reporting;

/// <summary>
/// Measures every call by itself, so that the slowest of a hundred can be told, and removes none. In the same process: the two sides of a
/// ratio run on the same machine within seconds of each other.
/// </summary>
internal static class SingleCalls
{
    internal static IConfig Config(bool quick)
    {
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(20).WithIterationCount(quick ? 300 : 3_000)
            .WithGcForce(false).WithOutlierMode(OutlierMode.DontRemove);
        return ManualConfig.CreateEmpty().AddJob(job)
            .AddLogger(new ConsoleLogger(unicodeSupport: true)).AddExporter(MarkdownExporter.GitHub).AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
            .AddColumn(new PercentileColumn(50), new PercentileColumn(99), new MedianRatioColumn());
    }
}
