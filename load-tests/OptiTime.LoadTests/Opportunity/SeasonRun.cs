using System.Collections.Immutable;
using OptiTime.Planning.Commands;
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

    private readonly Season _season;
    private readonly TrialPlan _plan;
    private readonly LearnedDemand _demand;
    private int _today;

    private SeasonRun(Season season, double weight)
    {
        (_season, _plan) = (season, new TrialPlan(season.Begin.Board, season.Begin.Catalogue));
        _demand = new LearnedDemand(_plan, OpportunitySettings.Default with { Weight = weight });
    }

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
        _demand.BeginDay(day);
    }

    private SearchQuery QueryOf(Call call) => new(
        call.Service, call.Customer.Location, new Interval(call.At, call.Until), [], [], call.Customer.Prefer, call.Customer.Refuse, [], null,
        ImpactAllowed.None, Choices, long.MaxValue)
    {
        Opportunity = call.At < _season.MeasuredFrom ? null : _demand.CostFor(call.Service, call.Customer.Tier, call.At),
    };

    private void Count(Call call, int day, int days, DemandOutcome outcome) => _demand.Count(call.Service, call.Customer.Tier, day, days, outcome);
}
