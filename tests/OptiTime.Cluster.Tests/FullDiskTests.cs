using Npgsql;
using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

public sealed class FullDiskTests
{
    private const string North = "north";

    [Fact]
    public async Task While_the_disk_of_the_database_is_full_writes_are_put_off_and_afterwards_nothing_is_missing()
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        using var disk = new SmallDisk(48);
        PrivatePostgres server = await PrivatePostgres.CreateAsync(new PrivatePostgresOptions { Disk = disk });
        await using RunningCluster cluster = await RunningCluster.StartAsync(server, await DatabaseOnAsync(disk, server), TimeSpan.Zero);
        SiloProcess silo = cluster.Silos[0];
        var history = new History(TimeProvider.System);
        using var desk = new Desk(history, Desk.Patient);
        var booker = new Booker("disk", desk, North);
        (await booker.BookAsync(() => silo, insists: true)).ShouldNotBeNull().IsDone.ShouldBeTrue();
        await disk.FillAsync(server.ProcessId!.Value);

        // What room there is in files that are there already is used up first.
        Reply? put = null;
        await ClusterFixture.UntilAsync(async () => (put = await booker.BookAsync(() => silo, insists: false)) is { IsDone: false }, "a booking is put off");
        put!.Call.Answer.ShouldStartWith("503 unavailable, again in");
        (await desk.SearchAsync(silo, North, "reading", Company.AddressesOf(North)[0])).IsDone.ShouldBeTrue();

        disk.MakeRoom(server.ProcessId!.Value);
        await ClusterFixture.UntilAsync(async () => await booker.BookAsync(() => silo, insists: false) is { IsDone: true }, "bookings are taken again");
        Reply plan = await desk.ReadPlanAsync(silo, North);
        HistoryChecker.Check(history.Calls, await cluster.RecordAsync(Wire.OccupationsOf(plan.Body), North)).ShouldBeEmpty();
        (int code, string written) = await cluster.VerifyAsync();
        code.ShouldBe(0, written);
    }

    /// <summary>A new database of which all tables are on the disk; the server's own log is not.</summary>
    private static async Task<string> DatabaseOnAsync(SmallDisk disk, PrivatePostgres server)
    {
        string store = await server.NewDatabaseAsync();
        await using var administration = NpgsqlDataSource.Create(server.ConnectionString);
        await using (NpgsqlCommand space = administration.CreateCommand($"CREATE TABLESPACE small LOCATION '{disk.Path}'")) await space.ExecuteNonQueryAsync();
        string name = new NpgsqlConnectionStringBuilder(store).Database!;
        await using (NpgsqlCommand move = administration.CreateCommand($"ALTER DATABASE {name} SET TABLESPACE small")) await move.ExecuteNonQueryAsync();
        return store;
    }
}
