using System.Collections.Immutable;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Boards;

/// <summary>Which resources have a skill, turned round for search: for each skill the level of every resource, by number.</summary>
internal sealed class SkillTable
{
    private readonly Dictionary<string, ushort[]> _levels = new(StringComparer.Ordinal);
    private readonly int _count;

    internal SkillTable(ImmutableArray<ResourceEntry?> resources)
    {
        _count = resources.Length;
        foreach (ResourceEntry? entry in resources)
        {
            if (entry is null) continue;
            foreach (Skill skill in entry.Resource.Skills)
            {
                if (!_levels.TryGetValue(skill.Name, out ushort[]? levels)) _levels[skill.Name] = levels = new ushort[_count];
                levels[entry.Number] = (ushort)Math.Max(levels[entry.Number], skill.Level);
            }
        }
    }

    /// <summary>Clears the mark of every resource that lacks one of the skills.</summary>
    internal void Restrict(ImmutableArray<Skill> skills, Span<bool> marks)
    {
        foreach (Skill skill in skills)
        {
            if (!_levels.TryGetValue(skill.Name, out ushort[]? levels))
            {
                marks.Clear();
                return;
            }
            for (int number = 0; number < marks.Length; number++) marks[number] &= levels[number] >= skill.Level;
        }
    }
}
