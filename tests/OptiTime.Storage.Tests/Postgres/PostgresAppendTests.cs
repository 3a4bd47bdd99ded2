using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Storage.Postgres;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>Appends among others that want the same rows, by the database's own clock.</summary>
public sealed class PostgresAppendTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;
    private PostgresStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenStoreAsync();
        await _store.SendAsync(Part("rhone", 0, Territory("rhone"), Technician("r1")));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_guard_that_held_when_the_append_was_sent_but_not_when_the_log_was_free_at_last_fails()
    {
        (AppendOutcome outcome, Moment deadline) = await SendAndWaitUntilAsync(4, deadline => new OnlyBefore(deadline));

        var failed = outcome.ShouldBeOfType<GuardFailed>();
        failed.Command.ShouldBe(4);
        failed.Now.ShouldBeGreaterThanOrEqualTo(deadline);
        (await _store.EntriesAsync("rhone")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_guard_that_did_not_hold_when_the_append_was_sent_but_does_when_the_log_is_free_holds()
    {
        (AppendOutcome outcome, Moment expiry) = await SendAndWaitUntilAsync(0, expiry => new OnlyAfter(expiry));

        outcome.ShouldBeOfType<Appended>().At.ShouldBeGreaterThanOrEqualTo(expiry);
    }

    [Fact]
    public async Task A_guard_on_another_log_waits_for_an_append_to_it_that_is_under_way()
    {
        await _store.SendAsync(Part("catalogue", 0, new ServiceRemoved("old")));
        NpgsqlConnection other = await _database.StandInTheWayAsync("catalogue");
        Task<AppendOutcome> append = _store.SendAsync(Append(Part("rhone", 1, new SiteRemoved("s"))).Under(0, new OnlyAt("catalogue", 1)));
        await _database.AppendThatWaitsAsync();

        await PostgresDatabase.ExecuteAsync(other, "UPDATE log_head SET version = 2 WHERE territory = 'catalogue'; COMMIT");

        (await append).ShouldBeOfType<GuardFailed>().Guard.ShouldBe(new OnlyAt("catalogue", 1));
    }

    [Fact]
    public async Task Appends_to_the_same_logs_in_any_order_never_end_in_each_others_arms()
    {
        string[] logs = ["ain", "rhone", "savoie"];
        await _store.SendAsync(Part("ain", 0, new SiteRemoved("s")), Part("savoie", 0, new SiteRemoved("s")));

        int[] written = await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            int count = 0;
            for (long version = 1; version <= 10; version++)
            {
                LogPart[] parts = [.. logs.Select((_, index) => Part(logs[(index + writer) % 3], version, new SiteRemoved("s")))];
                if (await _store.SendAsync(parts) is Appended) count++;
                else version = (await _store.EntriesAsync("ain"))[^1].Version - 1;
            }
            return count;
        }));

        (await _store.EntriesAsync("rhone")).Count.ShouldBe(1 + written.Sum());
        (await _store.EntriesAsync("savoie")).Select(entry => entry.AppendId).ShouldBe((await _store.EntriesAsync("ain")).Select(entry => entry.AppendId));
    }

    [Fact]
    public async Task The_database_itself_refuses_double_booking_to_any_program_while_it_is_active()
    {
        await _store.SendAsync(Part("rhone", 1, [.. Held("c1"), Tour("r1", FirstDay, Stop("c1", FirstDay, 9, hours: 2))]));
        string Second(bool active) => $"""
            INSERT INTO assignment (resource, unit, during, period_start, territory, commitment, step, active)
            VALUES ('r1', 0, int4range({Hour(FirstDay, 10).Value}, {Hour(FirstDay, 12).Value}), 0, 'rhone', 'c2', 0, {active})
            """;

        var refusal = await Should.ThrowAsync<PostgresException>(() => _database.ExecuteAsync(Second(active: true)));

        (refusal.SqlState, refusal.ConstraintName).ShouldBe((PostgresErrorCodes.ExclusionViolation, "assignment_no_double_booking"));
        await _database.ExecuteAsync(Second(active: false));
        (await _store.AssignmentsAsync("rhone", default, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_to_a_full_table_reads_no_more_of_it_than_one_to_an_empty_table()
    {
        const int Holds = 200;
        await using (PostgresStore store = await PostgresStore.OpenAsync(_database.ConnectionString, null, TestContext.Current.CancellationToken))
        {
            for (int hold = 0; hold < Holds; hold++)
            {
                int day = FirstDay + hold;
                await store.SendAsync(Append(Part("rhone", hold + 1, [.. Held($"c{hold}"), Tour("r1", day, Stop($"c{hold}", day, 9))])) with
                {
                    Answers = [Answer($"k{hold}", 1)],
                });
            }
        }

        // The server counts what each connection has read when the connection ends.
        NpgsqlConnection connection = await _database.ConnectAsync();
        const string Written = "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'commitment'";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await PostgresDatabase.AskAsync<long>(connection, Written) < Holds) patience.Token.ThrowIfCancellationRequested();
        (await PostgresDatabase.AskAsync<decimal>(connection, """
            SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('commitment', 'assignment', 'plan_log', 'log_head', 'answer')
            """)).ShouldBeLessThan(Holds * 20);
        (await PostgresDatabase.AskAsync<decimal>(connection, """
            SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ('commitment', 'assignment', 'plan_log', 'log_head', 'answer')
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Every_connection_has_a_name_and_limits()
    {
        PostgresStore store = await _database.OpenStoreAsync(new PostgresStoreOptions { StatementTimeout = TimeSpan.FromSeconds(7) });
        await using NpgsqlConnection connection = await store.Pool.OpenConnectionAsync(TestContext.Current.CancellationToken);

        (await PostgresDatabase.AskAsync<string>(connection, "SHOW application_name")).ShouldBe("optitime");
        (await PostgresDatabase.AskAsync<string>(connection, "SHOW statement_timeout")).ShouldBe("7s");
        (await PostgresDatabase.AskAsync<string>(connection, "SHOW idle_in_transaction_session_timeout")).ShouldBe("7s");
        (await PostgresDatabase.AskAsync<string>(connection, "SHOW synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task A_store_has_no_more_connections_than_its_pool_and_two_for_the_bell()
    {
        PostgresStore store = await _database.OpenStoreAsync(new PostgresStoreOptions { PoolSize = 3 }, "Application Name=small");

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => store.EntriesAsync("rhone")));

        (await PostgresDatabase.AskAsync<long>(
            await _database.ConnectAsync(), "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'small'")).ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task What_takes_the_server_too_long_is_taken_back_and_told()
    {
        // The store itself is patient: it is the server that gives up, however late the machine lets it say so.
        PostgresStore store = await _database.OpenStoreAsync(
            new PostgresStoreOptions { StatementTimeout = TimeSpan.FromSeconds(1), Time = new StandingTime() });
        NpgsqlConnection other = await _database.StandInTheWayAsync("rhone");

        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => store.SendAsync(Part("rhone", 1, new SiteRemoved("s"))));

        refusal.Message.ShouldStartWith("The database took too long, and took it back");
        await PostgresDatabase.ExecuteAsync(other, "COMMIT");
        (await store.EntriesAsync("rhone")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_whose_connection_is_cut_is_unknown_and_told_when_it_is_sent_again()
    {
        NpgsqlConnection other = await _database.StandInTheWayAsync("rhone");
        Append append = Append(Part("rhone", 1, new SiteRemoved("s")));
        Task<AppendOutcome> first = _store.SendAsync(append);

        await _database.ExecuteAsync($"SELECT pg_terminate_backend({await _database.AppendThatWaitsAsync()})");

        await Should.ThrowAsync<OutcomeUnknownException>(() => first);
        await PostgresDatabase.ExecuteAsync(other, "COMMIT");
        (await _store.SendAsync(append)).ShouldBeOfType<Appended>();
        (await _store.EntriesAsync("rhone")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_append_whose_reply_comes_too_late_goes_on_and_is_told_when_it_is_sent_again()
    {
        PostgresStore impatient = await _database.OpenStoreAsync(
            new PostgresStoreOptions { StatementTimeout = TimeSpan.FromSeconds(1) }, "Options=-c statement_timeout=0");
        NpgsqlConnection other = await _database.StandInTheWayAsync("rhone");
        Append append = Append(Part("rhone", 1, new SiteRemoved("s")));

        await Should.ThrowAsync<OutcomeUnknownException>(() => impatient.SendAsync(append));

        // It was not called off: once the way is free, the server does what it was told.
        await _database.AppendThatWaitsAsync();
        await PostgresDatabase.ExecuteAsync(other, "COMMIT");
        (await _store.SendAsync(append)).ShouldBeOfType<Appended>();
        (await _store.EntriesAsync("rhone")).Select(entry => entry.AppendId).Count(id => id == append.Id).ShouldBe(1);
    }

    /// <summary>Sends an append that begins to wait for the log before a moment, and has the log to itself only after it.</summary>
    /// <returns>What came of it, and the moment.</returns>
    private async Task<(AppendOutcome Outcome, Moment Moment)> SendAndWaitUntilAsync(int command, Func<Moment, Guard> guard)
    {
        // The server may not give up before the moment has come.
        PostgresStore store = await _database.OpenStoreAsync(new PostgresStoreOptions { StatementTimeout = TimeSpan.FromMinutes(5) });
        foreach (int seconds in (int[])[2, 4, 8, 16])
        {
            long version = (await store.EntriesAsync("rhone")).Count;
            NpgsqlConnection other = await _database.StandInTheWayAsync("rhone");
            Moment moment = await store.NowAsync(Stop) + new Seconds(seconds);
            Task<AppendOutcome> append = store.SendAsync(Append(Part("rhone", version, new SiteRemoved("s"))).Under(command, guard(moment)));
            await _database.AppendThatWaitsAsync();
            bool isInTime = await store.NowAsync(Stop) < moment;

            await PostgresDatabase.ExecuteAsync(other, $"SELECT pg_sleep_until('{moment}'); COMMIT");

            AppendOutcome outcome = await append;
            if (isInTime) return (outcome, moment);
        }
        throw new TimeoutException("In 16 seconds no append began to wait.");
    }

    /// <summary>A time in which nothing ever becomes due.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
