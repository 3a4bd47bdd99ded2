using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_names_every_command_and_gives_examples()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("--help");

        code.ShouldBe(0);
        foreach (string word in new[] { "serve", "demo", "load", "verify", "replay", "health", "Examples:" }) written.ShouldContain(word);
    }

    [Theory]
    [InlineData("serve", "--allow-anonymous")]
    [InlineData("demo", "vivendi-water")]
    [InlineData("load", "{\"territory\":")]
    [InlineData("verify", "exit code")]
    [InlineData("serve", "--optimise off does without")]
    [InlineData("replay", "byte for byte")]
    [InlineData("health", "within 3 seconds")]
    public async Task Each_command_has_a_help_that_teaches(string command, string taught)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync(command, "--help");

        code.ShouldBe(0);
        written.ShouldContain(taught);
        written.ShouldContain($"optitime {command}");
        written.ShouldContain("Example");
    }

    [Theory]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("serve --port 80", "'--port'")]
    [InlineData("serve --urls nowhere", "--urls: 'nowhere' is no address")]
    [InlineData("demo --scenario marseille", "--scenario is 'marseille'. Say one of: lyon, multiburo, domoservices, vivendi-water")]
    [InlineData("load", "'FILE' missing")]
    [InlineData("load no-such-file.ndjson", "There is no file 'no-such-file.ndjson'. Name files")]
    [InlineData("load --data here --urls http://127.0.0.1:1 optitime.dll", "either")]
    [InlineData("serve --store Host=db --data here", "either in a directory (--data) or in a database (--store)")]
    [InlineData("load --store Host=db --urls http://127.0.0.1:1 optitime.dll", "into a database (--store)")]
    [InlineData("serve --store Database=optitime", "names no host")]
    [InlineData("verify --store nonsense", "--store: The store is not written like Host=db")]
    [InlineData("serve --optimise maybe", "--optimise is 'maybe'. Say one of: on, off.")]
    [InlineData("serve --drain-seconds soon", "--drain-seconds is 'soon'. Give a whole number from 0 to 3600.")]
    [InlineData("serve --finish-seconds -1", "--finish-seconds is '-1'")]
    [InlineData("serve --urls http://127.0.0.1:0 --data . --offer-keys no-such-file", "no-such-file")]
    [InlineData("verify --data no-such-directory", "no plans in 'no-such-directory'")]
    [InlineData("health --seconds soon", "--seconds is 'soon'. Give a whole number from 1 to 3600.")]
    [InlineData("health --url nowhere", "--url: 'nowhere' is no address")]
    [InlineData("health --url http://127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("replay", "'--territory'")]
    [InlineData("replay --territory lab --data no-such-directory", "no plans in 'no-such-directory'")]
    [InlineData("replay --territory lab --at yesterday", "--at: 'yesterday' is not a time with an offset")]
    [InlineData("replay --territory lab --day tomorrow", "--day: 'tomorrow' is not a day")]
    [InlineData("replay --territory lab --version one", "--version is 'one'. Give a whole number from 1 on.")]
    [InlineData("replay --territory lab --version 0", "--version is '0'. Give a whole number from 1 on.")]
    [InlineData("replay --territory lab --version 1 --at 2026-11-20T10:00:00Z", "either --at or --version")]
    public async Task A_mistake_on_the_command_line_is_named_and_gives_a_code(string line, string named)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync(line.Split(' '));

        code.ShouldBe(1);
        written.ShouldContain(named);
        written.ShouldNotContain("System.", Case.Sensitive, "how a value is kept in the program is nobody's business");
    }

    [Theory]
    [InlineData("--store", "Password=hush-hush")]
    [InlineData("--store", "Host=db;Password=hush-hush;Port")]
    [InlineData("--store", "Host=127.0.0.1;Port=1;Database=plans;Password=hush-hush")]
    [InlineData("OPTITIME_STORE", "Password=hush-hush")]
    [InlineData("OPTITIME_STORE", "Host=127.0.0.1;Port=1;Database=plans;Password=hush-hush")]
    public async Task A_password_is_never_printed(string where, string connection)
    {
        using OptiTimeProcess program = where == "--store"
            ? OptiTimeProcess.Start("verify", "--store", connection)
            : OptiTimeProcess.StartWith([$"{where}={connection}"], "verify");

        (await program.EndAsync()).ShouldNotBe(0);

        program.Written.ShouldNotContain("hush-hush");
        program.Written.ShouldContain(connection.Contains("Database", StringComparison.Ordinal) ? "127.0.0.1" : "Host=db");
    }

    [Fact]
    public async Task A_silo_that_is_not_there_is_said_to_be_so()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync(
            "load", Path.Combine(AppContext.BaseDirectory, "Commands", "company.ndjson"), "--urls", "http://127.0.0.1:1");

        code.ShouldBe(1);
        written.ShouldContain("127.0.0.1:1");
        written.ShouldNotContain(" at OptiTime.");
    }
}
