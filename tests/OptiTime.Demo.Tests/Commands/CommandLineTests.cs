using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_names_every_command_and_gives_examples()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("--help");

        code.ShouldBe(0);
        foreach (string word in new[] { "serve", "demo", "load", "verify", "replay", "Examples:" }) written.ShouldContain(word);
    }

    [Theory]
    [InlineData("serve", "--allow-anonymous")]
    [InlineData("demo", "vivendi-water")]
    [InlineData("load", "{\"territory\":")]
    [InlineData("verify", "exit code")]
    [InlineData("replay", "byte for byte")]
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
    [InlineData("serve --urls nowhere", "'nowhere' is no address")]
    [InlineData("demo --scenario marseille", "'lyon'\n\t'multiburo'\n\t'domoservices'\n\t'vivendi-water'")]
    [InlineData("load", "'FILE' missing")]
    [InlineData("load no-such-file.ndjson", "'no-such-file.ndjson'")]
    [InlineData("load --data here --urls http://127.0.0.1:1 optitime.dll", "either")]
    [InlineData("verify --data no-such-directory", "no plans in 'no-such-directory'")]
    [InlineData("replay", "'--territory'")]
    [InlineData("replay --territory lab --data no-such-directory", "no plans in 'no-such-directory'")]
    [InlineData("replay --territory lab --at yesterday", "'yesterday' is not a time with an offset")]
    [InlineData("replay --territory lab --day tomorrow", "'tomorrow' is not a day")]
    [InlineData("replay --territory lab --version one", "'one'")]
    [InlineData("replay --territory lab --version 1 --at 2026-11-20T10:00:00Z", "either --at or --version")]
    public async Task A_mistake_on_the_command_line_is_named_and_gives_a_code(string line, string named)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync(line.Split(' '));

        code.ShouldNotBe(0);
        written.ShouldContain(named);
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
