using System.Collections.Immutable;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>Something a query asks for that can be given up.</summary>
/// <param name="Name">A word of <see cref="Given"/>.</param>
/// <param name="Ways">
/// The ways to give it up, nearest to what was asked first; each may lead to a relaxation of its own. A way goes in steps, from a little of it to
/// all of it, and the first step that finds something ends it.
/// </param>
/// <param name="Whole">The query without any of it.</param>
/// <param name="Phrase">What an offer found so is, in a few words to begin a sentence with.</param>
internal sealed record Constraint(
    string Name, ImmutableArray<ImmutableArray<Func<SearchQuery, SearchQuery>>> Ways, Func<SearchQuery, SearchQuery> Whole, Func<FoundOffer, string> Phrase)
{
    /// <summary>How near an offer is to what was asked; see <see cref="Relaxation.Nearness"/>.</summary>
    internal Func<FoundOffer, long> Nearness { get; init; } = _ => 0;

    /// <summary>How far the place offered is from the one asked for; null where no place is given up.</summary>
    internal Func<FoundOffer, Metres?> Distance { get; init; } = _ => null;
}
