using System.Collections.Immutable;

namespace OptiTime.Planning.Boards;

/// <summary>The resources of a board under dense numbers. A removed resource leaves its number empty; a snapshot numbers anew.</summary>
internal sealed class ResourceTable
{
    internal ResourceTable(ImmutableArray<ResourceEntry?> slots, ImmutableDictionary<string, int> numbers)
    {
        (Slots, Numbers) = (slots, numbers);
        Skills = new SkillTable(slots);
    }

    internal static ResourceTable Empty { get; } = new([], ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    internal ImmutableArray<ResourceEntry?> Slots { get; }

    internal ImmutableDictionary<string, int> Numbers { get; }

    internal SkillTable Skills { get; }

    internal ResourceEntry? Find(string id) => Numbers.TryGetValue(id, out int number) ? Slots[number] : null;
}
