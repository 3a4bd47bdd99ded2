using System.Collections.Immutable;

namespace OptiTime.Planning.Boards;

/// <summary>The resources of a board under dense numbers. A removed resource leaves its number empty; a snapshot numbers anew.</summary>
internal sealed class ResourceTable
{
    private SkillTable? _skills;

    internal ResourceTable(ImmutableArray<ResourceEntry?> slots, ImmutableDictionary<string, int> numbers) =>
        (Slots, Numbers, HasRequirements) = (slots, numbers, slots.Any(entry => entry is { Requirements.IsEmpty: false }));

    internal static ResourceTable Empty { get; } = new([], ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    internal ImmutableArray<ResourceEntry?> Slots { get; }

    internal ImmutableDictionary<string, int> Numbers { get; }

    /// <summary>Turned round by whoever asks first: most boards are only a step from one command to the next and are never searched.</summary>
    internal SkillTable Skills => LazyInitializer.EnsureInitialized(ref _skills, () => new SkillTable(Slots));

    /// <summary>Whether a resource requires others.</summary>
    internal bool HasRequirements { get; }

    internal ResourceEntry? Find(string id) => Numbers.TryGetValue(id, out int number) ? Slots[number] : null;
}
