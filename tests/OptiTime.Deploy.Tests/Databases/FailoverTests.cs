using System.Net;
using Npgsql;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Databases;

/// <summary>What postgresql.md says of a failover, done by hand as Patroni would.</summary>
public sealed class FailoverTests
{
    [Fact(Timeout = Patience.Milliseconds)]
    public async Task When_the_primary_dies_the_silo_goes_on_with_the_synchronous_standby_and_nothing_acknowledged_is_lost()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using PrivatePostgres primary = await PrivatePostgres.CreateAsync();
        string database = await primary.NewDatabaseAsync();
        await using PrivatePostgres standby = await PrivatePostgres.CreateAsync(new PrivatePostgresOptions { MakeDataAsync = directory => CopyAsync(primary, directory) });
        await Sql.AskAsync(primary.ConnectionString, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        await Sql.AskAsync(primary.ConnectionString, "SELECT pg_reload_conf()");
        await Sql.UntilAsync(primary.ConnectionString, "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')");

        await using var silo = new SiloProcess("silo", ["--store", BothHosts(database, primary, standby), "--optimise", "off"]);
        await silo.StartAsync();
        await Caller.FoundCompanyAsync(silo.Url);
        using var caller = new Caller(silo.Url);
        await caller.BookAsync(10);

        await primary.KillAsync();
        await Sql.AskAsync(standby.ConnectionString, "SELECT pg_promote()");
        while (await caller.TryBookAsync() != HttpStatusCode.Created) await Task.Delay(TimeSpan.FromMilliseconds(100));

        foreach ((string booking, string promise) in caller.Acknowledged) (await caller.FindAsync(booking)).ShouldBe(("confirmed", promise), booking);
        (int code, string written) = await OptiTimeProcess.RunAsync("verify", "--store", new NpgsqlConnectionStringBuilder(database) { Port = standby.Port }.ToString());
        code.ShouldBe(0, written);
    }

    private static string BothHosts(string database, PrivatePostgres primary, PrivatePostgres standby) =>
        $"{database};Host Recheck Seconds=1".Replace($"Host=127.0.0.1;Port={primary.Port}", $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}", StringComparison.Ordinal);

    private static Task<string> CopyAsync(PrivatePostgres primary, string directory) => ProgramRun.ReadAsync(
        [Path.Combine(primary.BinDirectory, "pg_basebackup"), "--host=127.0.0.1", $"--port={primary.Port}", "--username=postgres", "--checkpoint=fast", "--write-recovery-conf", $"--pgdata={directory}"]);
}
