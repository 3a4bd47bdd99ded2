using System.Collections.Immutable;
using OptiTime.Engine.Value;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Planning.WhatIf;

namespace OptiTime.LoadTests.Opportunity;

/// <summary>
/// Plays a season: each call is searched, counted and booked by the code silos use, in one thread and by the calls' own time. Demand is counted from
/// the first day; bid prices are reckoned anew every quarter of an hour, and count from the first measured week.
/// </summary>
internal sealed class SeasonRun
{
    private const int Choices = 3;
    private const double TakesTheFirst = 0.8;

    private static readonly Seconds PricesLast = Seconds.FromMinutes(15);

    private readonly Season _season;
    private readonly OpportunitySettings _settings;
    private readonly TrialPlan _plan;
    private readonly DemandCounter _counter = new();
    private readonly List<DemandCount> _counts = [];
    private BookingCurve? _curve;
    private BidPrices? _prices;
    private Moment _pricesUntil;
    private int _today;

    private SeasonRun(Season season, double weight) =>
        (_season, _settings, _plan) = (season, OpportunitySettings.Default with { Weight = weight }, new TrialPlan(season.Begin.Board, season.Begin.Catalogue));

    /// <summary>Plays a season.</summary>
    /// <param name="season">The season.</param>
    /// <param name="weight">What opportunity cost is multiplied by; 0 for none.</param>
    internal static SeasonTally Play(Season season, double weight)
    {
        var run = new SeasonRun(season, weight);
        var tally = new SeasonTally();
        foreach (Call call in season.Calls)
        {
            FoundOffer? offer = run.Answer(call);
            if (call.At >= season.MeasuredFrom) tally.Add(call, offer);
        }
        return tally;
    }

    private FoundOffer? Answer(Call call)
    {
        BeginDay(call.At);
        SearchQuery query = QueryOf(call);
        ImmutableArray<FoundOffer> offers = _plan.Search(query, call.At).Offers;
        int days = _season.Clock.DayOf(call.Until - new Seconds(1)) - _today + 1;
        Count(call, _today, days, offers.IsEmpty ? DemandOutcome.Refused : DemandOutcome.Offered);
        if (offers.IsEmpty) return null;
        FoundOffer taken = offers[call.Taste < TakesTheFirst ? 0 : Math.Min(offers.Length - 1, 1 + (int)(call.Taste * 1_000) % (Choices - 1))];
        if (_plan.Book(query, taken, call.Customer.Tier, call.At).Refusal is { } refusal) throw new LoadTestException($"An offer was refused: {refusal.Message}");
        Count(call, _season.Clock.DayOf(taken.Steps[0].Promise.From), 1, DemandOutcome.Booked);
        return taken;
    }

    private void BeginDay(Moment now)
    {
        int day = _season.Clock.DayOf(now);
        if (day == _today) return;
        _today = day;
        _plan.Send(new AdvanceHorizon(), now);
        _counts.AddRange(_counter.Take());
        _curve = BookingCurve.Of(_counts, day, _settings);
        _pricesUntil = default;
    }

    private SearchQuery QueryOf(Call call) => new(
        call.Service, call.Customer.Location, new Interval(call.At, call.Until), [], [], call.Customer.Prefer, call.Customer.Refuse, [], null,
        ImpactAllowed.None, Choices, long.MaxValue)
    {
        Opportunity = PricesAt(call.At) is { } prices ? new OpportunityCost(prices, _settings, call.Service.Class, call.Customer.Tier) : null,
    };

    private BidPrices? PricesAt(Moment now)
    {
        if (_settings.Weight == 0 || now < _season.MeasuredFrom || _curve is null) return null;
        if (now >= _pricesUntil) (_prices, _pricesUntil) = (BidPricing.Of(_plan.Board, _curve, now), now + PricesLast);
        return _prices;
    }

    private void Count(Call call, int day, int days, DemandOutcome outcome) => _counter.Count(new CountedRequest(
        _plan.Board.Settings.Id, _today, day, days, SkillKey.Of(call.Service)!, call.Service.Class, _settings.Known(call.Customer.Tier), outcome,
        call.Service.Steps[0].Duration.Value, call.Service.Price.Cents));
}
