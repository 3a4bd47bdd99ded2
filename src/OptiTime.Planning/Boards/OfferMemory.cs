using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Boards;

/// <summary>
/// The offers held of late. An offer can be held once; it is valid for a quarter of an hour, so two half hours of memory are enough, and
/// what is forgotten follows from the times in the log alone.
/// </summary>
internal sealed record OfferMemory(int Generation, ImmutableHashSet<PackedId> Current, ImmutableHashSet<PackedId> Previous)
{
    /// <summary>How long a generation is.</summary>
    internal static readonly Seconds GenerationLength = Seconds.FromMinutes(30);

    internal static OfferMemory Empty { get; } = new(0, [], []);

    internal bool Contains(string offer) => PackedId.Of(offer) is var id && (Current.Contains(id) || Previous.Contains(id));

    /// <summary>The memory at a time: what is older than the generation before is forgotten.</summary>
    internal OfferMemory At(Moment at)
    {
        int generation = at.Value / GenerationLength.Value;
        if (generation <= Generation) return this;
        return new OfferMemory(generation, Empty.Current, generation == Generation + 1 ? Current : Empty.Current);
    }

    internal OfferMemory With(IReadOnlyCollection<string> offers) => offers.Count == 0 ? this : this with { Current = Current.Union(offers.Select(PackedId.Of)) };

    internal static OfferMemory From(OffersRemembered remembered) =>
        new(remembered.Generation, [.. remembered.Current.Select(PackedId.Of)], [.. remembered.Previous.Select(PackedId.Of)]);

    internal OffersRemembered ToChange() =>
        new(Generation, InOrder(Current), InOrder(Previous));

    private static ImmutableArray<string> InOrder(IEnumerable<PackedId> offers) => [.. offers.Select(offer => offer.ToString()).Order(StringComparer.Ordinal)];
}
