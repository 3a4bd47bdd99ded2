using System.Globalization;
using Npgsql;
using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

/// <summary>Two silos that optimise the plans of one database.</summary>
public sealed class OptimiserTests
{
    private const string North = "north";

    private readonly History _history = new(TimeProvider.System);

    [Fact]
    public async Task One_of_two_silos_works_on_a_territory_and_when_it_is_killed_the_other()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using RunningCluster cluster = await RunningCluster.StartOptimisingAsync(TimeSpan.Zero, TimeSpan.Zero);
        using var desk = new Desk(_history, Desk.Patient);
        // Both have the territory in memory, and something to do there.
        foreach (SiloProcess silo in cluster.Silos) await BookAsync(desk, silo, "first");
        string? holder = null;
        await ClusterFixture.UntilAsync(async () => (holder = await HolderAsync(cluster.Store)) is not null, "one of them has the right to");
        SiloProcess working = cluster.Silos.Single(silo => silo.Name == holder), other = cluster.Silos.Single(silo => silo.Name != holder);
        await ClusterFixture.UntilAsync(async () => await FigureAsync(working, "slices_total") > 0, "it works");
        await ClusterFixture.UntilAsync(async () => await FigureAsync(other, "turns_total{outcome=\"elsewhere\"}") > 0, "the other has seen that it does");
        (await HolderAsync(cluster.Store)).ShouldBe(holder);

        await working.KillAsync();
        await BookAsync(desk, other, "second");

        await ClusterFixture.UntilAsync(async () => await HolderAsync(cluster.Store) == other.Name, "the other goes on with it");
        (int code, string written) = await VerifyAsync(cluster, other);
        code.ShouldBe(0, written);
    }

    /// <summary>The silo that has the right to optimise the territory, as the database knows it; null while none has.</summary>
    private static async Task<string?> HolderAsync(string store)
    {
        await using var connection = new NpgsqlConnection(store);
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objid::bigint = hashtext($1)::bigint & 4294967295
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = North });
        return (string?)await command.ExecuteScalarAsync();
    }

    private static async Task<(int Code, string Written)> VerifyAsync(RunningCluster cluster, SiloProcess last)
    {
        await last.KillAsync();
        return await cluster.VerifyAsync();
    }

    private static async Task BookAsync(Desk desk, SiloProcess silo, string name)
    {
        var booker = new Booker($"{name}-{silo.Name}", desk, North);
        for (int booking = 0; booking < 24; booking++) await booker.BookAsync(() => silo, insists: true);
    }

    private static async Task<double> FigureAsync(SiloProcess silo, string name)
    {
        using var http = new HttpClient();
        string[] figures = (await http.GetStringAsync(new Uri(silo.Url, "metrics"))).Split('\n');
        return figures.Where(line => line.StartsWith($"optitime_optimizer_{name} ", StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).FirstOrDefault();
    }
}
