using System.Globalization;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

public sealed class FaultyDayTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 60, DefaultSeed = 20261122;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Three silos that optimise what callers book, one of them a minute ahead, where its clock can be moved.</summary>
    [Fact]
    public async Task A_day_of_faults_loses_nothing_and_books_nothing_twice()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        using var stop = new CancellationTokenSource(Longest);
        TimeSpan ahead = SkewedClock.WhyNot is null ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;
        await using RunningCluster cluster = await RunningCluster.StartOptimisingAsync(TimeSpan.Zero, TimeSpan.Zero, ahead);
        using var day = new FaultyDay(cluster, Setting("OPTITIME_CLUSTER_SEED", DefaultSeed), TimeSpan.FromSeconds(Setting("OPTITIME_CLUSTER_SECONDS", DefaultSeconds)));
        try
        {
            PlanRecord record = await day.WorkAsync(stop.Token);
            output.WriteLine($"{day.Report()}{record.Log.SelectMany(version => version.Facts).Count(fact => fact.Kind == FactKind.Moved)} moves inside promises without a caller; clocks: {SkewedClock.WhyNot ?? "the last silo is a minute ahead"}");

            HistoryChecker.Check(day.History.Calls, record).ShouldBeEmpty();
            day.History.Calls.ShouldNotContain(call => call.Answer != null && call.Answer.StartsWith("500", StringComparison.Ordinal));
            day.Faults.Count.ShouldBeGreaterThanOrEqualTo(day.Schedule.Count * 2 / 3);
            // Nobody writes while log and tables are compared.
            await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
            (int code, string written) = await cluster.VerifyAsync();
            code.ShouldBe(0, written);
        }
        catch
        {
            output.WriteLine($"The schedule:\n{day.Schedule}");
            foreach (SiloProcess silo in cluster.Silos) output.WriteLine($"{silo.Name} wrote:\n{silo.Written}");
            throw;
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int set) ? set : usual;
}
