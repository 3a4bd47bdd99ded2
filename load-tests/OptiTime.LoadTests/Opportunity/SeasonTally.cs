using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Value;

namespace OptiTime.LoadTests.Opportunity;

/// <summary>What became of the calls of the measured weeks.</summary>
internal sealed class SeasonTally
{
    private readonly Dictionary<(PriorityClass Class, bool IsTop), (int Asked, int Served)> _counts = [];

    /// <summary>What was sold.</summary>
    internal Money Revenue { get; private set; }

    /// <summary>What was sold, each by how its class and tier rank.</summary>
    internal double Value { get; private set; }

    /// <summary>What labour and roads of it cost.</summary>
    internal Money Cost { get; private set; }

    /// <summary>The road of those who were served.</summary>
    internal long RoadSeconds { get; private set; }

    /// <summary>How long they waited from the call to the visit.</summary>
    internal double WaitedDays { get; private set; }

    /// <summary>How many were served.</summary>
    internal int Served => _counts.Values.Sum(count => count.Served);

    /// <summary>Notes a call and the offer that was taken; null for none.</summary>
    internal void Add(Call call, FoundOffer? offer)
    {
        (int asked, int served) = _counts.GetValueOrDefault(KeyOf(call));
        _counts[KeyOf(call)] = (asked + 1, served + (offer is null ? 0 : 1));
        if (offer is null) return;
        Revenue += offer.Price;
        Value += OpportunitySettings.Default.PrecedenceOf(call.Service.Class, call.Customer.Tier) * offer.Price.Cents / 100;
        Cost += new Money(offer.Cost.Where(line => line.Kind != "opportunity").Sum(line => line.Amount.Cents));
        RoadSeconds += offer.Travel.Time.Value;
        WaitedDays += (offer.Steps[0].Start - call.At).Value / 86_400.0;
    }

    /// <summary>The share of some calls that were served, 0 to 1.</summary>
    internal double Share(Func<PriorityClass, bool, bool> which)
    {
        var some = _counts.Where(pair => which(pair.Key.Class, pair.Key.IsTop)).Select(pair => pair.Value).ToList();
        return (double)some.Sum(count => count.Served) / Math.Max(1, some.Sum(count => count.Asked));
    }

    /// <summary>How many called.</summary>
    internal int Asked(Func<PriorityClass, bool, bool> which) => _counts.Where(pair => which(pair.Key.Class, pair.Key.IsTop)).Sum(pair => pair.Value.Asked);

    private static (PriorityClass, bool) KeyOf(Call call) => (call.Service.Class, call.Customer.Tier is "platinum" or "gold");
}
