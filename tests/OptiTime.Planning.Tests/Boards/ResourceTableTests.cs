using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;

namespace OptiTime.Planning.Tests.Boards;

public sealed class ResourceTableTests
{
    [Fact]
    public void Skills_are_turned_round_once_for_all_who_ask() => Laws.Hold(random =>
    {
        ResourceEntry?[] slots =
        [
            .. Enumerable.Range(0, random.Next(1, 30)).Select(number => random.Next(0, 5) == 0 ? null : new ResourceEntry(
                number, Lyon.Technician("T" + number, null, new Skill("gas", random.Next(1, 5)), new Skill("s" + random.Next(0, 3), 1)), 1, [], 0, Lyon.Settings)),
        ];
        var table = new ResourceTable([.. slots], ResourceTable.Empty.Numbers);
        var seen = new SkillTable[4];
        Parallel.For(0, seen.Length, asker => seen[asker] = table.Skills);
        seen.ShouldAllBe(skills => ReferenceEquals(skills, table.Skills));
        int level = random.Next(1, 5);
        bool[] marks = [.. slots.Select(_ => true)];
        table.Skills.Restrict([new Skill("gas", level), new Skill("s1", 1)], marks);
        marks.ShouldBe(slots.Select(entry => entry is not null
            && entry.Resource.Skills.Any(skill => skill.Name == "gas" && skill.Level >= level) && entry.Resource.Skills.Any(skill => skill.Name == "s1")));
    });
}
