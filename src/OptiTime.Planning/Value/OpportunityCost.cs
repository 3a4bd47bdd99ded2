using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Value;

/// <summary>What a request pays for the capacity it takes: nothing where nobody who ranks higher would have used it.</summary>
public sealed class OpportunityCost
{
    /// <summary>Cents an hour in cost units a second.</summary>
    private const long UnitsASecond = CostUnits.PerCent / 3_600;

    private readonly double _weight;
    private readonly int _level;

    /// <summary>The opportunity cost of a request.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="settings">What the territory lets them count for, and what takes precedence.</param>
    /// <param name="priority">The priority class of the service.</param>
    /// <param name="tier">The customer's tier; null for none.</param>
    public OpportunityCost(BidPrices prices, OpportunitySettings settings, PriorityClass priority, string? tier)
    {
        (Prices, _weight, _level) = (prices, settings.Weight, prices.LevelOf(settings.PrecedenceOf(priority, tier)));
    }

    /// <summary>The prices.</summary>
    public BidPrices Prices { get; }

    /// <summary>What taking a resource for some work on a day costs in lost opportunity, the roads that go with it included.</summary>
    public Money Of(Resource resource, int day, Seconds work) =>
        CostUnits.ToMoney(Units(Prices.GroupOf(resource.Id), day, Occupied(work, resource.Mobility == Mobility.Mobile)));

    /// <summary>Whether the request pays for anything on a day.</summary>
    internal bool IsPaidOn(int day) => _level > 0 && _weight > 0 && Prices.IsPriced(day);

    /// <summary>The seconds some work takes of somebody, the roads that go with it included.</summary>
    internal long Occupied(Seconds work, bool travels) => travels ? (long)(work.Value * (1 + Prices.Roads)) : work.Value;

    /// <summary>The cost of some seconds of a group, in <see cref="CostUnits"/>.</summary>
    internal long Units(int group, int day, long seconds) => (long)(Prices.CentsAnHour(group, day, _level) * _weight) * UnitsASecond * seconds;
}
