using System.CommandLine;
using OptiTime.Simulation.Commands;

namespace OptiTime.Simulation.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task A_run_tells_its_seed_and_its_figures()
    {
        (int code, string said) = await RunAsync("--seed", "3", "--episodes", "2", "--seconds", "600", "--attempts", "200", "--threads", "1");
        code.ShouldBe(0);
        said.ShouldContain("seed 3");
        said.ShouldContain("0 violations");
        said.ShouldContain("2 episodes");
        said.ShouldContain("SiloCrash");
    }

    [Fact]
    public async Task A_broken_promise_is_told_with_the_command_that_breaks_it_again()
    {
        (int code, string said) = await RunAsync("--seed", "3", "--episodes", "64", "--seconds", "600", "--threads", "1", "--mutant", "LostEntry");
        code.ShouldBe(1);
        said.ShouldContain("BROKEN ");
        string again = said.Split('\n').Last(line => line.Contains(" -- ", StringComparison.Ordinal));
        (int secondCode, string second) = await RunAsync(again[(again.IndexOf(" -- ", StringComparison.Ordinal) + 4)..].Trim().Split(' '));
        secondCode.ShouldBe(1);
        Told(second).ShouldBe(Told(said));
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--episodes", "0")]
    [InlineData("--seconds", "-1")]
    [InlineData("--seconds", "long")]
    [InlineData("--episode", "first")]
    [InlineData("--seed", "-1")]
    [InlineData("--mutant", "Gremlin")]
    public async Task What_cannot_be_played_is_refused_by_name(string option, string value)
    {
        (int code, string said) = await RunAsync(option, value);
        code.ShouldNotBe(0);
        said.ShouldContain($"{option} is '{value}'. ");
        said.ShouldNotContain("System.");
    }

    [Fact]
    public async Task Help_teaches_by_example()
    {
        (int code, string said) = await RunAsync("--help");
        code.ShouldBe(0);
        said.ShouldContain("--seconds 600");
        said.ShouldContain("--mutant");
    }

    private static string[] Told(string said) => [.. said.Split('\n').SkipWhile(line => !line.StartsWith("BROKEN", StringComparison.Ordinal)).Take(2)];

    private static async Task<(int Code, string Said)> RunAsync(params string[] words)
    {
        await using var said = new StringWriter();
        int code = await SimulateCommand.Create().Parse(words).InvokeAsync(new InvocationConfiguration { Output = said, Error = said });
        return (code, said.ToString());
    }
}
