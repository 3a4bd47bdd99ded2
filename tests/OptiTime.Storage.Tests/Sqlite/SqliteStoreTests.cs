using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Serialization;
using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;
using ThreadState = System.Threading.ThreadState;

namespace OptiTime.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private static readonly Change[] Booked = [new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 9))];

    private readonly SqliteFactory _factory = new();
    private readonly ManualTimeProvider _clock = new(Morning);

    public void Dispose() => _factory.Dispose();

    private static async Task<AppendOutcome> Append(SqliteStore store, long expected, params Change[] changes) =>
        await store.AppendAsync(Samples.Append(Part("rhone", expected, changes)), default);

    private static async Task<List<LogEntry>> Entries(SqliteStore store) => await store.ReadAsync("rhone", 0, default).ToListAsync();

    private static SqliteConnection OpenBeside(string directory)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "optitime.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_store_that_was_closed_opens_with_all_that_was_written()
    {
        string directory = _factory.NewDirectory();
        using (SqliteStore store = SqliteStore.Open(directory, _clock))
            await Append(store, 0, Territory("rhone"), Technician("r1"));

        SqliteStore reopened = _factory.Open(directory, _clock);

        (await Append(reopened, 1, new SiteRemoved("s"))).ShouldBeOfType<Appended>();
        (await Entries(reopened)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_is_closed_while_it_writes_keeps_what_it_writes_and_leaves_the_database_to_the_next()
    {
        string directory = _factory.NewDirectory();
        using var clock = new HaltingClock(_clock);
        SqliteStore store = SqliteStore.Open(directory, clock);
        await Append(store, 0, Territory("rhone"), Technician("r1"));
        clock.Halt();
        Task<AppendOutcome> writing = Task.Run(() => Append(store, 1, new SiteRemoved("s")));
        clock.WaitUntilHalted();
        Task<AppendOutcome> waiting = Task.Run(() => Append(store, 1, new SiteRemoved("t")));
        var closing = new Thread(store.Dispose);
        closing.Start();
        SpinWait.SpinUntil(() => closing.ThreadState is ThreadState.WaitSleepJoin or ThreadState.Stopped);
        clock.GoOn();

        (await writing).ShouldBeOfType<Appended>();
        closing.Join();

        using SqliteStore next = SqliteStore.Open(directory, _clock);
        (await Append(next, 2, new SiteRemoved("u"))).ShouldBeOfType<Appended>();
        // It either had its turn before the store was closed, and lost, or is told.
        if (await Record.ExceptionAsync(() => waiting) is { } told) told.ShouldBeOfType<StoreUnavailableException>().Message.ShouldContain("was closed");
        else (await waiting).ShouldBeOfType<VersionLost>();
        (await Entries(next)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_crash_at_any_append()
    {
        string directory = _factory.NewDirectory();
        SqliteStore store = _factory.Open(directory, _clock);
        await Append(store, 0, Territory("rhone"), Technician("r1"));
        for (int version = 1; version <= 20; version++)
        {
            await Append(store, version, new CommitmentRecorded(Hold($"c{version}", "r1")),
                Tour("r1", FirstDay + (version % Days), Stop($"c{version}", FirstDay + (version % Days), 9)));
            if (version % 5 != 0) continue;

            // The files as a crash leaves them: nothing was closed.
            string after = Directory.CreateDirectory(_factory.NewDirectory()).FullName;
            foreach (string file in Directory.GetFiles(directory, "optitime.db*")) File.Copy(file, Path.Combine(after, Path.GetFileName(file)));
            using SqliteStore recovered = SqliteStore.Open(after, _clock);

            Structure.Of(await Entries(recovered)).ShouldBe(Structure.Of(await Entries(store)));
            (await recovered.AssignmentsAsync("rhone", default, default)).ShouldBe(await store.AssignmentsAsync("rhone", default, default));
        }
    }

    [Fact]
    public void A_commit_is_on_disk_before_it_is_answered()
    {
        SqliteStore store = _factory.Open(_factory.NewDirectory(), _clock);
        using SqliteCommand command = store.WritingConnection.CreateCommand();

        // No crash of a process can show the difference, only a power cut: so the setting itself is looked at. 2 is FULL.
        command.CommandText = "SELECT journal_mode || ' ' || synchronous FROM pragma_journal_mode, pragma_synchronous";
        command.ExecuteScalar().ShouldBe("wal 2");
    }

    [Fact]
    public async Task A_full_store_refuses_writes_and_goes_on_when_there_is_room_again()
    {
        string directory = _factory.NewDirectory();
        SqliteStore store = _factory.Open(directory, _clock, new SqliteStoreOptions { MaximumPages = 200 });
        await Append(store, 0, Territory("rhone"), Technician("r1"));
        using SqliteConnection beside = OpenBeside(directory);
        Execute(beside, "CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(1000000))");

        Change[] large = [.. Booked, new SiteRemoved(new string('s', 100_000))];
        var full = await Should.ThrowAsync<StoreUnavailableException>(() => Append(store, 1, large));

        full.Message.ShouldStartWith("The disk is full");
        (await Entries(store)).Count.ShouldBe(1);
        (await store.FindAsync("rhone", "c1", default)).ShouldBeNull();
        (await store.AssignmentsAsync("rhone", default, default)).ShouldBeEmpty();

        Execute(beside, "DROP TABLE ballast");
        (await Append(store, 1, large)).ShouldBeOfType<Appended>();
        (await Entries(store)).Count.ShouldBe(2);
        (await store.AssignmentsAsync("rhone", default, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_limit_on_the_size_of_files_is_a_refusal_and_not_the_end_of_the_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such limit.");
        string directory = _factory.NewDirectory();
        using Process filling = StoreProcess.StartFillingWithinLimit(directory);

        string[] printed = (await filling.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        await filling.WaitForExitAsync(TestContext.Current.CancellationToken);

        filling.ExitCode.ShouldBe(0);
        printed[1].ShouldStartWith("The disk failed");
        (await Entries(_factory.Open(directory, _clock))).Count.ShouldBe(int.Parse(printed[0], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_read_only_store_refuses_writes_answers_reads_and_goes_on_when_it_may_write_again()
    {
        SqliteStore store = _factory.Open(_factory.NewDirectory(), _clock);
        await Append(store, 0, Territory("rhone"));
        Execute(store.WritingConnection, "PRAGMA query_only = ON");

        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => Append(store, 1, new SiteRemoved("s")));

        refusal.Message.ShouldStartWith("The store is read-only");
        (await Entries(store)).Count.ShouldBe(1);

        Execute(store.WritingConnection, "PRAGMA query_only = OFF");
        (await Append(store, 1, new SiteRemoved("s"))).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_called_damaged()
    {
        string directory = Directory.CreateDirectory(_factory.NewDirectory()).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "optitime.db"), new string('x', 8_192));

        Should.Throw<StoreUnavailableException>(() => SqliteStore.Open(directory, _clock)).Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named()
    {
        string file = _factory.NewDirectory();
        await File.WriteAllTextAsync(file, "in the way");

        Should.Throw<StoreUnavailableException>(() => SqliteStore.Open(Path.Combine(file, "data"), _clock)).Message.ShouldContain(file);
    }

    [Theory]
    [InlineData("UPDATE schema_migration SET hash = '000000000000000000' WHERE name = '0001-log.sql'", "0001-log.sql was altered")]
    [InlineData("INSERT INTO schema_migration VALUES ('9999-future.sql', 'x', 0)", "newer build: 9999-future.sql")]
    public void A_schema_other_than_this_build_s_is_refused(string tampering, string words)
    {
        string directory = _factory.NewDirectory();
        SqliteStore.Open(directory, _clock).Dispose();
        using (SqliteConnection beside = OpenBeside(directory)) Execute(beside, tampering);

        Should.Throw<StoreSchemaException>(() => SqliteStore.Open(directory, _clock)).Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_directory_of_before_there_was_a_history_gets_one_from_its_log()
    {
        string directory = _factory.NewDirectory();
        var plans = new RandomPlans(seed: 3);
        string[] territories = ["ain", "rhone"];
        var touched = new List<(string, long)>();
        using (SqliteStore store = SqliteStore.Open(directory, _clock))
        {
            for (int append = 0; append < 150; append++) (await store.AppendAsync(plans.Next(), default)).ShouldBeOfType<Appended>();
            await store.SaveSnapshotAsync(BoardSnapshot.Of(plans.Board("rhone")), 1, default);
            foreach (string territory in territories) touched.AddRange(await store.TouchedAsync(territory, default));
        }
        using (SqliteConnection beside = OpenBeside(directory))
        {
            Execute(beside, """
                DELETE FROM schema_migration WHERE name = '0003-history.sql';
                DROP TABLE commitment_version;
                ALTER TABLE snapshot RENAME TO series;
                CREATE TABLE snapshot (
                    territory TEXT NOT NULL PRIMARY KEY, applier INTEGER NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, changes TEXT NOT NULL) STRICT;
                INSERT INTO snapshot SELECT territory, applier, version, at, changes FROM series;
                DROP TABLE series;
                """);
        }

        SqliteStore migrated = _factory.Open(directory, _clock);

        var rebuilt = new List<(string, long)>();
        foreach (string territory in territories) rebuilt.AddRange(await migrated.TouchedAsync(territory, default));
        // When there was no history yet, there was no ledger either.
        rebuilt.ShouldBe(touched.Where(one => !one.Item1.StartsWith('@')));
        rebuilt.Count.ShouldBeGreaterThan(150);
        PlanDigest.Of((await migrated.ReadSnapshotAsync("rhone", 1, default))!).ShouldBe(PlanDigest.Of(BoardSnapshot.Of(plans.Board("rhone"))));
    }

    [Fact]
    public async Task The_database_itself_refuses_double_booking_and_moved_rows_to_any_program()
    {
        string directory = _factory.NewDirectory();
        SqliteStore store = _factory.Open(directory, _clock);
        await Append(store, 0, [Territory("rhone"), Technician("r1"), .. Booked]);
        using SqliteConnection beside = OpenBeside(directory);
        string second = $"INSERT INTO assignment VALUES ('r1', 0, {Hour(FirstDay, 8).Value}, {Hour(FirstDay, 9).Value + 1}, 0, 'rhone', 'c2', 0)";

        Should.Throw<SqliteException>(() => Execute(beside, second))
            .Message.ShouldContain("double booking: resource r1 unit 0 is taken when commitment c2 wants it");
        Should.Throw<SqliteException>(() => Execute(beside, "UPDATE assignment SET starts = starts - 1")).Message.ShouldContain("never updated");
    }

    [Fact]
    public async Task What_is_erased_is_not_left_behind_in_the_file()
    {
        string directory = _factory.NewDirectory(), file = Path.Combine(directory, "optitime.db");
        const string Street = "12 passage des Tisserands";
        byte[] latitude = [.. BitConverter.GetBytes(45.0078125).Reverse()];
        using (SqliteStore store = SqliteStore.Open(directory, _clock))
        {
            Append append = Samples.Append(Part("rhone", 0, Territory("rhone")));
            await store.AppendAsync(append with { Places = [new Place("home", new Location(45.0078125, 4.5), "C-1")] }, default);
            await store.PutAsync([new Customer("C-1", null, null, Street, null, null, [], [], [], 0)], null, default);
            Execute(store.WritingConnection, "PRAGMA wal_checkpoint(TRUNCATE)");
            (Holds(latitude), Holds(Encoding.UTF8.GetBytes(Street))).ShouldBe((true, true));
            await store.EraseAsync("C-1", default);
        }

        (Holds(latitude), Holds(Encoding.UTF8.GetBytes(Street))).ShouldBe((false, false));

        bool Holds(byte[] secret) => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0;
    }

    /// <summary>A clock on which whoever asks for the time can be kept waiting: a store asks within its transactions.</summary>
    private sealed class HaltingClock(TimeProvider clock) : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _running = new(true), _halted = new(false);

        public override DateTimeOffset GetUtcNow()
        {
            if (!_running.IsSet) _halted.Set();
            _running.Wait();
            return clock.GetUtcNow();
        }

        public void Halt() => _running.Reset();

        public void WaitUntilHalted() => _halted.Wait();

        public void GoOn() => _running.Set();

        public void Dispose()
        {
            _running.Dispose();
            _halted.Dispose();
        }
    }
}
