using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Skills as documents have them, and as plans have them.</summary>
internal static class SkillLevels
{
    private const int MaximumSkills = 100;

    /// <summary>Skills from documents.</summary>
    public static ImmutableArray<Skill> From(IReadOnlyList<SkillLevel>? documents, string field, Faults faults)
    {
        Fields.CheckCount(faults, field, documents?.Count, MaximumSkills, nameof(MaximumSkills));
        Fields.CheckDistinct(faults, field, ".name", (documents ?? []).Select(skill => skill.Name));
        return
        [
            .. (documents ?? []).Select((skill, index) =>
            {
                Fields.CheckText(faults, $"{field}[{index}].name", skill.Name, 64);
                Fields.CheckRange(faults, $"{field}[{index}].level", skill.Level, 1, Skill.MaximumLevel);
                return new Skill(skill.Name, skill.Level ?? 1);
            }),
        ];
    }

    /// <summary>Skills as documents.</summary>
    public static SkillLevel[] ToDocuments(ImmutableArray<Skill> skills) =>
        [.. skills.Select(skill => new SkillLevel { Name = skill.Name, Level = skill.Level })];
}
