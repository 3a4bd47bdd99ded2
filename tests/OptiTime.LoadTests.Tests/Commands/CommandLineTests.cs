using System.CommandLine;
using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Commands;
using OptiTime.LoadTests.Runs;

namespace OptiTime.LoadTests.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run --urls http://127.0.0.1:5080 http://localhost:81 http://[::1]:82")]
    [InlineData("run --urls http://192.0.2.1:5080 --allow-remote")]
    [InlineData("run --mix call-centre --rate 0.5 --think 0 --abandon 1")]
    [InlineData("opportunity --scenario domoservices --load 0.9 --weights 0 0.5 10")]
    [InlineData("bar --p99 50 --halvings 0 --arrivals constant")]
    [InlineData("optimiser --mix call-centre --rates 2 10.5 --rounds 5 --scenario ecs")]
    [InlineData("callers-story --scenario ecs lyon --taken 0.9 --impact within-promises --weight 0")]
    [InlineData("dynamic --only RC --rounds 500 --morning 0 --each")]
    [InlineData("dynamic --set technician --quick")]
    [InlineData("disturbed-day --territories corse alsace --days 3 --absent 0.1 --freeze 120 --stability 0.5 --lost")]
    public void What_makes_sense_is_accepted(string line) => LoadTestsCommand.Create().Parse(line).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("run --urls http://192.0.2.1:5080", "--allow-remote")]
    [InlineData("run --urls http://example.org", "--allow-remote")]
    [InlineData("run --urls http://127.0.0.1:5080 http://example.org", "example.org")]
    [InlineData("run --urls 5080", "is no address")]
    [InlineData("run --rate 0", "--rate is '0'")]
    [InlineData("run --rate NaN", "--rate is 'NaN'")]
    [InlineData("run --rate soon", "--rate is 'soon'. Give a number from 0.1 to 100000.")]
    [InlineData("run --offers many", "--offers is 'many'. Give a whole number from 1 to 100.")]
    [InlineData("run --abandon 1.5", "0 to 1")]
    [InlineData("run --offers 101", "1 to 100")]
    [InlineData("run --mix gossip", "--mix is 'gossip'. Say one of: availability, call-centre.")]
    [InlineData("run --pid none", "--pid is 'none'. Give a whole number")]
    [InlineData("run --seed x", "--seed is 'x'. Give a whole number")]
    [InlineData("bar --scenario atlantis", "atlantis")]
    [InlineData("optimiser --rates 5 0", "--rates is '0'")]
    [InlineData("optimiser --rounds 0", "--rounds is '0'")]
    [InlineData("callers-story --scenario multiburo", "multiburo")]
    [InlineData("callers-story --taken 1.2", "0.1 to 1")]
    [InlineData("opportunity --weights 0 11", "11")]
    [InlineData("opportunity --weeks 0", "--weeks is '0'")]
    [InlineData("dynamic --rounds 0", "--rounds is '0'")]
    [InlineData("dynamic --set pillac", "--set is 'pillac'. Say one of: lackner, technician.")]
    [InlineData("disturbed-day --taken 1.5", "0.1 to 1")]
    public void What_does_not_is_refused_with_its_value_or_a_remedy(string line, string says) =>
        LoadTestsCommand.Create().Parse(line).Errors.ShouldHaveSingleItem().Message.ShouldContain(says);

    [Fact]
    public void Options_become_the_plan_they_describe()
    {
        LoadSettings settings = Read("--mix call-centre --rate 30 --seconds 5 --warm-up 2 --arrivals constant --abandon 0.3 --cancel 0.5 --think 1 --seed 9");
        settings.Plan.Mix.ShouldBe(new Mix(true, 0.3, 0.5, 1));
        (settings.Plan.Rate, settings.Plan.IsPoisson, settings.Plan.Seed).ShouldBe((30, false, 9));
        (settings.Plan.WarmUp, settings.Plan.Measured).ShouldBe((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Callers_only_ask_unless_told_otherwise() => Read("").Plan.Mix.ShouldBe(Mix.Availability);

    [Fact]
    public void A_quick_run_is_short_and_gentle()
    {
        LoadSettings settings = Read("--quick --rate 1000 --seconds 60");
        settings.Plan.Rate.ShouldBe(50);
        settings.Plan.Measured.ShouldBe(TimeSpan.FromSeconds(2));
    }

    private static LoadSettings Read(string line)
    {
        var options = new LoadOptions(200, 30, 10);
        var command = new Command("run");
        foreach (Option option in options.All) command.Add(option);
        return options.Read(command.Parse(line));
    }
}
