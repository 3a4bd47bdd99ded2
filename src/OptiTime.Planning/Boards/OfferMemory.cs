using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Boards;

/// <summary>
/// The offers held of late. An offer can be held once; it is valid for a quarter of an hour, so two half hours of memory are enough, and
/// what is forgotten follows from the times in the log alone.
/// </summary>
internal sealed record OfferMemory(int Generation, ImmutableHashSet<string> Current, ImmutableHashSet<string> Previous)
{
    /// <summary>How long a generation is.</summary>
    internal static readonly Seconds GenerationLength = Seconds.FromMinutes(30);

    internal static OfferMemory Empty { get; } = new(0, ImmutableHashSet.Create<string>(StringComparer.Ordinal), ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    internal bool Contains(string offer) => Current.Contains(offer) || Previous.Contains(offer);

    /// <summary>The memory at a time: what is older than the generation before is forgotten.</summary>
    internal OfferMemory At(Moment at)
    {
        int generation = at.Value / GenerationLength.Value;
        if (generation <= Generation) return this;
        return new OfferMemory(generation, Empty.Current, generation == Generation + 1 ? Current : Empty.Current);
    }

    internal OfferMemory With(IReadOnlyCollection<string> offers) => offers.Count == 0 ? this : this with { Current = Current.Union(offers) };

    internal static OfferMemory From(OffersRemembered remembered) =>
        new(remembered.Generation, Empty.Current.Union(remembered.Current), Empty.Current.Union(remembered.Previous));

    internal OffersRemembered ToChange() =>
        new(Generation, [.. Current.Order(StringComparer.Ordinal)], [.. Previous.Order(StringComparer.Ordinal)]);
}
