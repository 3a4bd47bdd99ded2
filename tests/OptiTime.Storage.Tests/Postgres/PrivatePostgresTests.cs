using Npgsql;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Processes;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>The server that the other tests rest on: what is killed is gone, and what it had on disk comes back.</summary>
public sealed class PrivatePostgresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_is_gone_with_its_backends_and_has_kept_what_was_committed_when_it_is_started_again()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(stop: Stop);
        string database = await server.NewDatabaseAsync(Stop);
        await ExecuteAsync(database, "CREATE TABLE kept (id int)");
        await using var open = new NpgsqlConnection(database);
        await open.OpenAsync(Stop);
        int[] processes = [server.ProcessId!.Value, open.ProcessID];

        await server.KillAsync(Stop);

        processes.ShouldAllBe(process => !Signals.IsRunning(process));
        await server.StartAsync(Stop);
        await ExecuteAsync(database, "INSERT INTO kept VALUES (1)");
    }

    [Fact]
    public async Task A_disposed_server_leaves_neither_processes_nor_files()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        PrivatePostgres server = await PrivatePostgres.CreateAsync(new() { IsDurable = false }, Stop);
        int process = server.ProcessId!.Value;
        IReadOnlyList<int> children = Signals.ChildrenOf(process);

        await server.DisposeAsync();

        children.ShouldNotBeEmpty();
        children.Append(process).ShouldAllBe(id => !Signals.IsRunning(id));
        Directory.Exists(server.DataDirectory).ShouldBeFalse();
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
