using System.Text.RegularExpressions;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

public sealed partial class ReplayCommandTests : IDisposable
{
    private readonly CompanyDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_the_plan_was_is_told_and_two_replays_have_the_same_digest_and_write_nothing()
    {
        await _directory.LoadAsync();
        Caller caller = await BookAsync(6);

        string latest = await ReplayAsync();
        string before = await ReplayAsync("--version", "1"), again = await ReplayAsync();

        again.ShouldBe(latest);
        DigestIn(latest).ShouldNotBe(DigestIn(before));
        long version = long.Parse(VersionIn().Match(latest).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        DigestIn(await ReplayAsync("--version", $"{version}")).ShouldBe(DigestIn(latest));
        latest.ShouldContain($"bookings   {caller.Acknowledged.Count}");
        before.ShouldContain("bookings   0");
        (int code, string verdict) = await OptiTimeProcess.RunAsync("verify", "--data", _directory.Name);
        code.ShouldBe(0, verdict);
    }

    [Fact]
    public async Task The_tours_of_a_day_and_of_a_resource_are_shown()
    {
        await _directory.LoadAsync();
        Caller caller = await BookAsync(6);
        (string booking, string promised) = caller.Acknowledged.First();
        string day = DayIn().Match(promised).Value, resource = ResourceIn().Match(promised).Groups[1].Value;

        string shown = await ReplayAsync("--day", day, "--resource", resource);

        shown.ShouldContain(booking);
        Rows(shown).ShouldAllBe(row => row.Contains($" {resource} ", StringComparison.Ordinal));
        (await ReplayAsync("--day", "2000-01-01")).ShouldContain("not on the board");
    }

    [Theory]
    [InlineData("nowhere", "", "no territory 'nowhere' here; there is lab")]
    [InlineData("lab", "--version 100000", "has versions 1 to")]
    [InlineData("lab", "--version 0", "--version is '0'. Give a whole number from 1 on.")]
    [InlineData("lab", "--at 2001-01-01T00:00:00Z", "nothing is known of 2001-01-01T00:00:00Z")]
    [InlineData("lab", "--at 2060-01-01T00:00:00Z", "2060-01-01T00:00:00Z is a time to come")]
    [InlineData("lab", "--resource R-0", "no resource 'R-0'")]
    public async Task What_is_not_on_record_is_said_in_plain_words(string territory, string words, string said)
    {
        await _directory.LoadAsync();

        (int code, string written) = await OptiTimeProcess.RunAsync(
            ["replay", "--data", _directory.Name, "--territory", territory, .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        code.ShouldBe(1);
        written.ShouldContain(said);
        written.ShouldNotContain(" at OptiTime.");
    }

    private static IEnumerable<string> Rows(string shown) => shown.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("resource", StringComparison.Ordinal));

    private static string DigestIn(string shown) => DigestLine().Match(shown).Groups[1].Value;

    private async Task<string> ReplayAsync(params string[] words)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync(["replay", "--data", _directory.Name, "--territory", "lab", .. words]);
        code.ShouldBe(0, written);
        return written;
    }

    private async Task<Caller> BookAsync(int bookings)
    {
        using OptiTimeProcess silo = OptiTimeProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name);
        using var caller = new Caller(await silo.ServingAsync());
        using var enough = new CancellationTokenSource();
        await caller.BookAsync(1, made =>
        {
            if (made >= bookings) enough.Cancel();
        }, enough.Token);
        await silo.KillAsync();
        return caller;
    }

    [GeneratedRegex("digest +([0-9a-f]{64})")]
    private static partial Regex DigestLine();

    [GeneratedRegex("at version ([0-9]+)")]
    private static partial Regex VersionIn();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex DayIn();

    [GeneratedRegex("\"resource\":\"([^\"]+)\"")]
    private static partial Regex ResourceIn();
}
