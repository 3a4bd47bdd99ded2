using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.WhatIf;

/// <summary>Plays requests against a plan, and adds up what becomes of them.</summary>
internal sealed class Playback(TrialPlan plan)
{
    private readonly SortedDictionary<PriorityClass, (int Requests, int Served)> _classes = [];
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _cents = new(StringComparer.Ordinal);
    private Money _revenue;
    private Leg _travel;

    /// <summary>What has become of them so far.</summary>
    internal WhatIfFigures Figures => new(
        [.. _classes.Select(pair => new ServedClass(pair.Key, pair.Value.Requests, pair.Value.Served))],
        [.. _refused.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value))],
        [.. _cents.Select(pair => new CostLine(pair.Key, new Money(pair.Value)))], _revenue, _travel);

    /// <summary>Searches for a request and books the first offer.</summary>
    /// <returns>How many positions were looked at.</returns>
    internal long Play(StreamedRequest request, CancellationToken stop)
    {
        SearchResult found = plan.FindOffers(request.Query, request.At, stop);
        bool isServed = !found.Offers.IsEmpty && plan.Book(request.Query, found.Offers[0], request.Tier, request.At).Refusal is null;
        PriorityClass priority = request.Query.Service.Class;
        (int requests, int served) = _classes.GetValueOrDefault(priority);
        _classes[priority] = (requests + 1, served + (isServed ? 1 : 0));
        if (isServed) Add(found.Offers[0]);
        else
        {
            string code = found.Offers.IsEmpty ? plan.WhyNot(request.Query, request.At) : "full";
            _refused[code] = _refused.GetValueOrDefault(code) + 1;
        }
        return found.Positions;
    }

    private void Add(FoundOffer offer)
    {
        foreach (CostLine line in offer.Cost.Where(line => line.Kind != "opportunity")) _cents[line.Kind] = _cents.GetValueOrDefault(line.Kind) + line.Amount.Cents;
        (_revenue, _travel) = (_revenue + offer.Price, _travel + offer.Travel);
    }
}
