using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Value;

public sealed class SkillKeyTests
{
    private static Service Needing(params Role[] roles) => Sold.Boiler with { Steps = [Sold.Boiler.Steps[0] with { Roles = [.. roles] }] };

    [Fact]
    public void It_says_what_is_needed_and_not_what_it_is_called() => SkillKey.Of(Needing(
        Sold.Technician with { Skills = [new("plumbing", 1), new("gas-boiler", 2)] }, Sold.Room with { Kind = null, Skills = [] }))
        .ShouldBe("technician:gas-boiler/2,plumbing/1+*");

    [Fact]
    public void Equal_needs_are_told_once() => SkillKey.Of(Needing(Sold.Technician, Sold.Technician with { Name = "second" })).ShouldBe("technician:gas-boiler/2");

    [Fact]
    public void What_would_be_too_long_has_none() =>
        SkillKey.Of(Needing([.. Enumerable.Range(0, 10).Select(index => Sold.Technician with { Name = $"{index}", Kind = new string((char)('a' + index), 64) })])).ShouldBeNull();

    [Fact]
    public void Whatever_letters_names_have_it_reads_back() => Laws.Hold(random =>
    {
        SkillNeed[] needs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new SkillNeed(
            random.Next(0, 4) == 0 ? null : AnyName(random), [.. Enumerable.Range(0, random.Next(0, 3)).Select(index => new Skill($"{index}{AnyName(random)}", random.Next(1, 1_001)))]))];
        SkillKey.Read(string.Join('+', needs.Select(SkillKey.Text))).Select(SkillKey.Text).ShouldBe(needs.Select(SkillKey.Text));
        SkillNeed read = SkillKey.Read(SkillKey.Text(needs[0]))[0];
        (read.Kind, read.Skills.Length).ShouldBe((needs[0].Kind, needs[0].Skills.Length));
        read.Skills.ShouldBe(needs[0].Skills);
    });

    private static string AnyName(Random random) => new([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => "ab%:,/+*é 2"[random.Next(0, 11)])]);
}
