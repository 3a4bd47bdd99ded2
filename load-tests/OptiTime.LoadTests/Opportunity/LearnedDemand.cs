using OptiTime.Engine.Value;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Planning.WhatIf;

namespace OptiTime.LoadTests.Opportunity;

/// <summary>What a silo learns of demand while it answers, and what it charges for capacity then: counted call by call, priced anew every quarter of an hour.</summary>
/// <param name="plan">The plan that is called for.</param>
/// <param name="settings">What capacity is kept for; of weight 0 nothing is charged.</param>
internal sealed class LearnedDemand(TrialPlan plan, OpportunitySettings settings)
{
    private static readonly Seconds PricesLast = Seconds.FromMinutes(15);

    private readonly DemandCounter _counter = new();
    private readonly List<DemandCount> _counts = [];
    private BookingCurve? _curve;
    private BidPrices? _prices;
    private Moment _pricesUntil;
    private int _today;

    /// <summary>Learns from the days before.</summary>
    /// <param name="day">The day that begins.</param>
    internal void BeginDay(int day)
    {
        _today = day;
        _counts.AddRange(_counter.Take());
        _curve = BookingCurve.Of(_counts, day, settings);
        _pricesUntil = default;
    }

    /// <summary>What a call is charged for capacity that others would use; null for nothing.</summary>
    internal OpportunityCost? CostFor(Service service, string? tier, Moment now)
    {
        if (settings.Weight == 0 || _curve is null) return null;
        if (now >= _pricesUntil) (_prices, _pricesUntil) = (BidPricing.Of(plan.Board, _curve, now), now + PricesLast);
        return _prices is { } prices ? new OpportunityCost(prices, settings, service.Class, tier) : null;
    }

    /// <summary>Counts a call, or what was booked of it.</summary>
    /// <param name="service">What is asked for.</param>
    /// <param name="tier">The customer's tier; null for none.</param>
    /// <param name="day">The first day it is asked for.</param>
    /// <param name="days">How many days would do.</param>
    /// <param name="outcome">What came of it.</param>
    internal void Count(Service service, string? tier, int day, int days, DemandOutcome outcome) => _counter.Count(new CountedRequest(
        plan.Board.Settings.Id, _today, day, days, SkillKey.Of(service)!, service.Class, settings.Known(tier), outcome,
        service.Steps[0].Duration.Value, service.Price.Cents));
}
