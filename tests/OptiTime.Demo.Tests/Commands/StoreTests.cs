using System.Net;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>What the program promises about a data directory, whatever happens to the process.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly CompanyDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_good_store_is_verified_and_what_was_checked_is_told()
    {
        await _directory.LoadAsync();
        await BookAsync(12);

        (int code, string written) = await VerifyAsync();

        code.ShouldBe(0, written);
        written.ShouldContain("every promise is kept");
        foreach (string word in new[] { "catalogue", "lab", "versions", "commitments", "assignments", "holds ended" }) written.ShouldContain(word);
    }

    [Theory]
    [InlineData("DELETE FROM assignment WHERE (resource, unit, starts) = (SELECT resource, unit, starts FROM assignment LIMIT 1)", "assignments of 'lab' lacks R-")]
    [InlineData("DELETE FROM commitment WHERE rowid = (SELECT min(rowid) FROM commitment)", "commitments of 'lab' lacks '")]
    [InlineData("DELETE FROM commitment_version WHERE (commitment, version) = (SELECT commitment, version FROM commitment_version LIMIT 1)", "touched commitments of 'lab' lacks '")]
    [InlineData("DELETE FROM plan_log WHERE territory = 'lab' AND version = 2", "Log 'lab' version 3")]
    public async Task A_store_that_was_tampered_with_is_found_out(string sql, string named)
    {
        await _directory.LoadAsync();
        await BookAsync(5);
        _directory.Tamper(sql).ShouldBe(1);

        (int code, string written) = await VerifyAsync();

        code.ShouldBe(1, written);
        written.ShouldContain("breach:");
        written.ShouldContain(named);
    }

    [Fact]
    public async Task A_second_process_on_the_same_directory_is_refused()
    {
        using OptiTimeProcess first = OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        await first.ServingAsync();

        foreach (string[] second in new string[][] { ["serve", "--urls", "http://127.0.0.1:0"], ["verify"], ["load", CompanyDirectory.Company] })
        {
            (int code, string written) = await OptiTimeProcess.RunAsync([.. second, "--data", _directory.Name]);

            code.ShouldBe(1, written);
            written.ShouldContain("is in use by");
        }
    }

    [Fact]
    public async Task A_file_loaded_into_a_running_silo_tells_its_rejected_lines_by_number()
    {
        using OptiTimeProcess silo = OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        Uri address = await silo.ServingAsync();
        string file = Path.Combine(_directory.Name, "bad.ndjson");
        await File.WriteAllLinesAsync(file,
        [
            .. File.ReadLines(CompanyDirectory.Company), "", "not json", """{"unicorn":{"id":"U-1"}}""",
            """{"customer":{"id":"C-98","location":{"lat":191,"lon":4}}}""", """{"customer":{"id":"C-99"}}""",
        ]);
        int lines = (await File.ReadAllLinesAsync(CompanyDirectory.Company)).Length;

        (int code, string written) = await OptiTimeProcess.RunAsync("load", file, "--urls", address.ToString());

        code.ShouldBe(1);
        written.ShouldContain($"bad.ndjson:{lines + 2}: not JSON");
        written.ShouldContain($"bad.ndjson:{lines + 3}: 'unicorn'");
        written.ShouldContain($"bad.ndjson:{lines + 4}: customer C-98");
        written.ShouldContain($"{lines + 1} created, 0 replaced, 3 rejected.");
    }

    [Fact]
    public async Task After_a_kill_in_the_midst_of_bookings_every_acknowledged_one_is_there_and_no_half_one()
    {
        await _directory.LoadAsync();
        Caller before = await BookAsync(60);
        using OptiTimeProcess again = OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        using (var after = new Caller(await again.ServingAsync()))
        {
            foreach ((string booking, string promised) in before.Acknowledged) (await after.PromiseOfAsync(booking)).ShouldBe(promised, booking);
        }
        await again.KillAsync();

        (int code, string written) = await VerifyAsync();

        code.ShouldBe(0, written);
        before.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public async Task Under_a_limit_on_the_size_of_files_the_program_starts_itself_again_without_what_would_fall_over()
    {
        using OptiTimeProcess silo = OptiTimeProcess.StartWithSmallFiles(8_192, helped: false, "serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        await silo.ServingAsync();
        string variables = await File.ReadAllTextAsync($"/proc/{silo.Id}/environ", TestContext.Current.CancellationToken);
        variables.Split('\0').ShouldContain("DOTNET_EnableWriteXorExecute=0");
    }

    [Fact]
    public async Task A_store_that_can_grow_no_more_answers_503_and_writes_nothing_by_half()
    {
        await _directory.LoadAsync();
        // Enough for the database as it is and a few dozen bookings in the write-ahead log.
        int blocks = 64 + (int)(new DirectoryInfo(_directory.Name).EnumerateFiles("optitime.db*").Max(file => file.Length) / 1024);
        using (OptiTimeProcess silo = OptiTimeProcess.StartWithSmallFiles(blocks, helped: true, "serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name))
        {
            using var caller = new Caller(await silo.ServingAsync());
            await caller.BookAsync(4, _ => { }, CancellationToken.None);

            (HttpStatusCode status, string body) = caller.Refused.LastOrDefault();
            status.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{caller.Acknowledged.Count} bookings, then {body}\n{silo.Written}");
            body.ShouldContain("urn:optitime:problem:unavailable");
            caller.Acknowledged.ShouldNotBeEmpty();
            foreach ((string booking, string promised) in caller.Acknowledged) (await caller.PromiseOfAsync(booking)).ShouldBe(promised, booking);
            await silo.KillAsync();
        }

        (int code, string written) = await VerifyAsync();

        code.ShouldBe(0, written);
    }

    /// <summary>Several callers book until there are some bookings; then the silo is killed under them.</summary>
    private async Task<Caller> BookAsync(int bookings)
    {
        using OptiTimeProcess silo = OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        using var caller = new Caller(await silo.ServingAsync());
        var enough = new TaskCompletionSource();
        Task booking = caller.BookAsync(8, made =>
        {
            if (made >= bookings) enough.TrySetResult();
        }, CancellationToken.None);
        await Task.WhenAny(enough.Task, booking);
        await silo.KillAsync();
        await booking;
        caller.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(bookings, string.Join('\n', caller.Refused));
        return caller;
    }

    private Task<(int Code, string Written)> VerifyAsync() => OptiTimeProcess.RunAsync("verify", "--data", _directory.Name);
}
