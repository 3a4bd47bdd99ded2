using Npgsql;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Databases;

/// <summary>What backup.md says, done.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("optitime-backup-").FullName;
    private readonly string _backup;

    public RestoreTests()
    {
        _backup = Directory.CreateDirectory(Path.Combine(_root, "backup")).FullName;
        // The server runs as somebody else where these tests run as root.
        string archive = Directory.CreateDirectory(Path.Combine(_backup, "wal")).FullName;
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(archive, (UnixFileMode)0b111_111_111);
        foreach (string script in Directory.GetFiles(Repository.PathOf("deploy"), "*.sh")) File.Copy(script, Path.Combine(_root, Path.GetFileName(script)));
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Restored_to_a_moment_the_plans_keep_what_was_acknowledged_before_and_nothing_that_came_after()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(Archiving());
        string database = await server.NewDatabaseAsync();
        (List<(string Booking, string Promise)> before, List<(string Booking, string Promise)> after, string moment) = await BookAroundAMomentAsync(server, database);
        await server.StopAsync();

        await using PrivatePostgres restored = await PrivatePostgres.CreateAsync(new PrivatePostgresOptions { MakeDataAsync = directory => RestoreAsync(moment, directory) });
        string then = new NpgsqlConnectionStringBuilder(database) { Port = restored.Port }.ToString();
        await Sql.UntilAsync(then, "SELECT NOT pg_is_in_recovery()");

        using (OptiTimeProcess verify = OptiTimeProcess.StartWith([$"OPTITIME_STORE={then}"], "verify"))
            (await verify.EndAsync()).ShouldBe(0, verify.Written);
        await using var silo = new SiloProcess("restored", ["--store", then]);
        await silo.StartAsync();
        using var caller = new Caller(silo.Url);
        foreach ((string booking, string promise) in before) (await caller.FindAsync(booking)).ShouldBe(("confirmed", promise), booking);
        foreach ((string booking, _) in after) (await caller.FindAsync(booking)).ShouldBeNull(booking);
        await caller.BookAsync(1);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task What_cannot_be_restored_is_refused_in_words()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(Archiving());
        await BackUpAsync(server);

        (await Should.ThrowAsync<InvalidOperationException>(() => RestoreAsync("2020-01-01T00:00:00Z", Path.Combine(_root, "new")))).Message.ShouldContain("no backup");
        (await Should.ThrowAsync<InvalidOperationException>(() => RestoreAsync("latest", _root))).Message.ShouldContain("is there already");
        Directory.Exists(Path.Combine(_root, "new")).ShouldBeFalse();
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task A_piece_of_the_log_is_kept_once_and_never_written_over()
    {
        string piece = Path.Combine(_root, "piece"), kept = Path.Combine(_backup, "wal", "000000010000000000000001");
        string[] archive = [Path.Combine(_root, "archive-wal.sh"), piece, kept];
        await File.WriteAllTextAsync(piece, "first");

        await ProgramRun.ReadAsync(archive);
        await ProgramRun.ReadAsync(archive);
        await File.WriteAllTextAsync(piece, "other");
        await Should.ThrowAsync<InvalidOperationException>(() => ProgramRun.ReadAsync(archive));

        (await File.ReadAllTextAsync(kept)).ShouldBe("first");
        Directory.GetFiles(Path.GetDirectoryName(kept)!).ShouldBe([kept]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<(List<(string, string)> Before, List<(string, string)> After, string Moment)> BookAroundAMomentAsync(PrivatePostgres server, string database)
    {
        await using var silo = new SiloProcess("silo", ["--store", database]);
        await silo.StartAsync();
        await Caller.FoundCompanyAsync(silo.Url);
        using Caller early = new(silo.Url), late = new(silo.Url);

        await early.BookAsync(5);
        await BackUpAsync(server);
        await early.BookAsync(5);
        string moment = (string)(await Sql.AskAsync(database, "SELECT to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.USTZH:TZM')"))!;
        await late.BookAsync(5);
        foreach (int number in (int[])[1, 7]) await late.CancelAsync(early.Acknowledged[number].Booking);

        await Sql.AskAsync(database, "SELECT pg_switch_wal()::text");
        return (early.Acknowledged, late.Acknowledged, moment);
    }

    private PrivatePostgresOptions Archiving() => new()
    {
        Settings = new Dictionary<string, string>
        {
            ["archive_mode"] = "on",
            ["archive_command"] = $"sh {_root}/archive-wal.sh \"%p\" \"{_backup}/wal/%f\"",
        },
    };

    private Task<string> BackUpAsync(PrivatePostgres server) => ProgramRun.ReadAsync(
        ["env", "PGHOST=127.0.0.1", $"PGPORT={server.Port}", "PGUSER=postgres", $"PATH={server.BinDirectory}:{Environment.GetEnvironmentVariable("PATH")}",
            Path.Combine(_root, "backup.sh"), _backup]);

    private Task<string> RestoreAsync(string moment, string directory) => ProgramRun.ReadAsync([Path.Combine(_root, "restore.sh"), _backup, moment, directory]);
}
