using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>
/// Never a bare no: looks for offers when one constraint of the query is given up, and when that is not enough, two. It may look at as many
/// positions as the query itself; what it does not come to is said.
/// </summary>
internal sealed class RelaxationSearch(SlotSearch search, Board board, SearchQuery query, Moment now, CancellationToken stop)
{
    /// <summary>How many of one kind are looked for.</summary>
    private const int OfEachKind = 3;

    private readonly Constraint[] _constraints = [.. new Constraints(board, query, now).All()];
    private readonly Money? _comparable = ComparableCost.Of(board, query);
    private readonly PlainWords _words = new(board.Clock);
    private readonly List<Relaxation> _found = [];
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private long _left = query.PositionBudget;

    /// <summary>What would turn the no into a yes, in the order in which it is to be told.</summary>
    /// <param name="leftOut">What was not looked at, in words; null when nothing was left out.</param>
    internal ImmutableArray<Relaxation> Find(out string? leftOut)
    {
        leftOut = null;
        // Where nobody could do the work, whatever was given up, nothing is to be looked for.
        if (_comparable is null) return [];
        foreach (Constraint one in _constraints) Give(one, null);
        for (int first = 0; first < _constraints.Length - 1 && _found.Count == 0; first++)
        {
            if (IsSpent)
            {
                _leftOut.Add("two at once");
                break;
            }
            foreach (Constraint second in _constraints.AsSpan(first + 1)) Give(second, _constraints[first]);
        }
        leftOut = _leftOut.Count == 0 ? null
            : $"The work budget of {query.PositionBudget} positions ended before all was looked at that could be given up in '{board.Settings.Id}': {string.Join(", ", _leftOut)}.";
        return Relaxation.InOrder(_found, one => one);
    }

    private void Give(Constraint constraint, Constraint? besides)
    {
        string name = besides is null ? constraint.Name : Given.Both(besides.Name, constraint.Name);
        int before = _found.Count;
        foreach (ImmutableArray<Func<SearchQuery, SearchQuery>> way in constraint.Ways)
        {
            if (_found.Count - before >= OfEachKind) break;
            foreach (Func<SearchQuery, SearchQuery> step in way)
            {
                SearchQuery less = step(besides is null ? query : besides.Whole(query));
                if (Cheapest(less, name) is not { } offer) continue;
                Note(new Relaxation(
                    name, less, offer, ComparableCost.Extra(offer, _comparable), Sentence(constraint, besides, offer), besides?.Distance(offer) ?? constraint.Distance(offer))
                {
                    Nearness = constraint.Nearness(offer),
                });
                break;
            }
        }
    }

    private bool IsSpent => _left <= 0 || stop.IsCancellationRequested;

    private FoundOffer? Cheapest(SearchQuery less, string name)
    {
        if (!IsSpent)
        {
            SearchResult result = search.FindOffers(board, less with { MaximumOffers = 1, PositionBudget = Math.Max(1, _left) }, now, stop);
            // A search looks at each resource before it looks at the first position.
            _left -= result.Positions + board.Table.Slots.Length;
            if (IsSpent) _leftOut.Add(name);
            return result.Offers.IsEmpty ? null : result.Offers[0];
        }
        _leftOut.Add(name);
        return null;
    }

    /// <summary>Two ways may lead to the same offer; it is told once.</summary>
    private void Note(Relaxation relaxation)
    {
        OfferIdentity identity = IdentityOf(relaxation);
        if (!_found.Exists(known => IdentityOf(known) == identity)) _found.Add(relaxation);
    }

    private string Sentence(Constraint constraint, Constraint? besides, FoundOffer offer)
    {
        string phrase = besides is null ? constraint.Phrase(offer) : $"{besides.Phrase(offer)}, {constraint.Phrase(offer)}";
        bool isExact = offer.Steps[0].EarliestStart == offer.Steps[0].LatestStart;
        string when = isExact ? _words.At(offer.Steps[0].Start) : _words.Span(offer.Steps[0].Promise);
        string joint = besides is null && constraint.Name == Given.Site ? " and free on" : ":";
        return $"{char.ToUpperInvariant(phrase[0])}{phrase.AsSpan(1)}{joint} {when}.";
    }

    private static OfferIdentity IdentityOf(Relaxation relaxation)
    {
        var step = relaxation.Offer.Steps[0];
        return new OfferIdentity(relaxation.GivesUp, step.Promise, string.Join(' ', step.Resources.Select(who => who.Resource)));
    }

    private readonly record struct OfferIdentity(string GivesUp, Interval Promise, string Resources);
}
