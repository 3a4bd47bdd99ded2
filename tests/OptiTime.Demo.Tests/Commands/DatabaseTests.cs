using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>The program over a database: many silos, and a server that is late, or killed under them.</summary>
public sealed partial class DatabaseTests : IAsyncLifetime
{
    private const string Secret = "hush-hush";

    private PrivatePostgres? _server;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        _server = await PrivatePostgres.CreateAsync();
        _database = await _server.NewDatabaseAsync() + $";Password={Secret}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_silo_started_before_its_database_lives_says_what_it_waits_for_and_comes_up_with_it()
    {
        await LoadAsync();
        await _server!.KillAsync();
        using OptiTimeProcess silo = OptiTimeProcess.StartWith([$"OPTITIME_STORE={_database}"], "serve", "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = await silo.ServingAsync() };

        await silo.WritesAsync(CannotBeOpened());
        (await StatusAsync(http, "health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(http, "health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(http, "v1/territories")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(http, "metrics")).ShouldBe(HttpStatusCode.OK);
        await _server.StartAsync();

        await ReadyAsync(http);
        (await StatusAsync(http, "v1/territories/lab")).ShouldBe(HttpStatusCode.OK);
        Signals.Send(silo.Id, Signals.Interrupt).ShouldBeTrue();
        (await silo.EndAsync()).ShouldBe(0, silo.Written);
        silo.Written.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Two_silos_outlive_their_database_lose_nothing_and_end_well()
    {
        await LoadAsync();
        using OptiTimeProcess first = Serve(), second = Serve();
        using HttpClient one = new() { BaseAddress = await first.ServingAsync() }, other = new() { BaseAddress = await second.ServingAsync() };
        await Task.WhenAll(ReadyAsync(one), ReadyAsync(other));
        using Caller here = new(one.BaseAddress!), there = new(other.BaseAddress!);
        using var enough = new CancellationTokenSource();
        await Task.WhenAll(here.BookAsync(2, Booked, enough.Token), there.BookAsync(2, Booked, enough.Token));

        await _server!.KillAsync();
        await first.WritesAsync(CannotBeReached());
        (await StatusAsync(one, "health/live")).ShouldBe(HttpStatusCode.OK);
        await _server.StartAsync();
        await first.WritesAsync(AnswersAgain());

        await Task.WhenAll(ReadyAsync(one), ReadyAsync(other));
        here.Acknowledged.Count.ShouldBeGreaterThan(0);
        there.Acknowledged.Count.ShouldBeGreaterThan(0);
        foreach ((string booking, string promise) in here.Acknowledged) (await there.PromiseOfAsync(booking)).ShouldBe(promise);
        foreach ((string booking, string promise) in there.Acknowledged) (await here.PromiseOfAsync(booking)).ShouldBe(promise);
        foreach (OptiTimeProcess silo in new[] { first, second })
        {
            Signals.Send(silo.Id, Signals.Terminate).ShouldBeTrue();
            (await silo.EndAsync()).ShouldBe(0, silo.Written);
            silo.Written.ShouldNotContain(Secret);
        }
        (int code, string written) = await OptiTimeProcess.RunAsync("verify", "--store", _database);
        code.ShouldBe(0, written);
        written.ShouldContain("every promise is kept");
        (code, written) = await OptiTimeProcess.RunAsync("replay", "--store", _database, "--territory", "lab");
        code.ShouldBe(0, written);
        written.ShouldContain("digest");

        void Booked(int number)
        {
            if (here.Acknowledged.Count >= 5 && there.Acknowledged.Count >= 5) enough.Cancel();
        }
    }

    [Fact]
    public async Task A_database_without_plans_has_none_to_verify()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("verify", "--store", _database);

        code.ShouldBe(1, written);
        written.ShouldContain("there are no plans in 'database ");
        written.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_silo_whose_database_a_newer_build_has_made_ends_and_says_so()
    {
        await LoadAsync();
        await using (var connection = new NpgsqlConnection(_database))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("INSERT INTO schema_migration (name, hash) VALUES ('9999-from-tomorrow.sql', '')", connection);
            await command.ExecuteNonQueryAsync();
        }

        (int code, string written) = await OptiTimeProcess.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--store", _database);

        code.ShouldBe(1, written);
        written.ShouldContain("made by a newer build");
        written.ShouldNotContain(" at OptiTime.");
    }

    [Fact]
    public async Task A_demo_can_be_kept_in_a_database_and_a_database_that_is_away_is_told_at_once()
    {
        string away = $"Host=127.0.0.1;Port={FreePort.Find()};Database=plans;Password={Secret}";
        foreach (string[] command in new string[][] { ["demo", "--urls", "http://127.0.0.1:0"], ["verify"], ["replay", "--territory", "lab"], ["load", CompanyDirectory.Company] })
        {
            (int code, string written) = await OptiTimeProcess.RunAsync([.. command, "--store", away]);

            code.ShouldBe(1, written);
            written.ShouldContain("The database cannot be reached");
            written.ShouldNotContain(Secret);
        }
        using OptiTimeProcess demo = OptiTimeProcess.Start("demo", "--scenario", "multiburo", "--urls", "http://127.0.0.1:0", "--store", _database);
        using var http = new HttpClient { BaseAddress = await demo.ServingAsync() };
        (await StatusAsync(http, "v1/territories")).ShouldBe(HttpStatusCode.OK);
    }

    private OptiTimeProcess Serve() => OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--store", _database, "--drain-seconds", "0");

    private async Task LoadAsync()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("load", CompanyDirectory.Company, "--store", _database);
        code.ShouldBe(0, written);
    }

    private static async Task ReadyAsync(HttpClient silo)
    {
        while (await StatusAsync(silo, "health/ready") != HttpStatusCode.OK) await Task.Yield();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient silo, string path)
    {
        using HttpResponseMessage answer = await silo.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    [GeneratedRegex("The store, .*, cannot be opened: The database cannot be reached")]
    private static partial Regex CannotBeOpened();

    [GeneratedRegex("The store cannot be reached since")]
    private static partial Regex CannotBeReached();

    [GeneratedRegex("The store answers again")]
    private static partial Regex AnswersAgain();
}
