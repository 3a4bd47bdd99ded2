using OptiTime.Demo.Loading;
using OptiTime.LoadTests.Opportunity;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>
/// Days at the telephone of a company, in one thread and by the calls' own time: everybody calls once and is offered something or told why not. Who is
/// offered something takes the first offer; who is not takes the first relaxation, if any. So a day is filled by those who called on it and on the
/// days before, and the days ahead are as full as they are then.
/// </summary>
internal sealed class DaysOfCalls
{
    // What roads take beside services is guessed to begin with, and then as it was seen, until that is so near.
    private const double RoadsGuessed = 0.35, Tolerance = 0.01;
    private const int Tries = 4;

    // From then on the plan is as full as it will be.
    private const int Settled = 14;

    // How far ahead it is told how full the days are.
    private const int DaysAhead = 7;

    private readonly FirstCallPlan _plan;
    private readonly BusyCompany _company;
    private readonly CallDraw _draw;
    private readonly LearnedDemand _demand;
    private readonly CancellationToken _stop;

    private DaysOfCalls(FirstCallPlan plan, CancellationToken stop)
    {
        (_plan, _stop, _company) = (plan, stop, new BusyCompany(plan));
        _draw = new CallDraw(_company, plan.Seed);
        _demand = new LearnedDemand(_company.Plan, OpportunitySettings.Default with { Weight = plan.Weight });
    }

    /// <summary>Plays days with as many calls as take the share of working time that is asked for.</summary>
    internal static FirstAnswers Play(FirstCallPlan plan, CancellationToken stop)
    {
        double roads = RoadsGuessed;
        for (int attempt = 1; ; attempt++)
        {
            FirstAnswers answers = new DaysOfCalls(plan, stop).Live(roads);
            double seen = (double)answers.Settled.Travel.Value / Math.Max(1, answers.Settled.Service.Value);
            if (attempt == Tries || Math.Abs(seen - roads) < Tolerance) return answers;
            roads = seen;
        }
    }

    /// <summary>Lives the days; each working second is asked for by so much work that with these roads it would take the share.</summary>
    private FirstAnswers Live(double roads)
    {
        var answers = new FirstAnswers();
        int last = BusyCompany.First + _plan.Before;
        for (int day = BusyCompany.First, told = 0; told < _plan.Days; day++)
        {
            _stop.ThrowIfCancellationRequested();
            if (day > BusyCompany.First) _company.Plan.Send(new AdvanceHorizon(), _company.Clock.StartOf(day));
            _demand.BeginDay(day);
            PlanLoad ahead = _company.LoadOf(day);
            if (ahead.Working == Seconds.Zero) continue;
            bool isTold = day >= last;
            if (isTold) answers.Begin(ahead, Enumerable.Range(day + 1, DaysAhead).Aggregate(default(PlanLoad), (sum, one) => sum + _company.LoadOf(one)));
            foreach (FirstCall call in _draw.On(day, _plan.Taken * ahead.Working.Value / (MeanService(day) * (1 + roads))))
            {
                SearchResult result = Answer(call);
                if (isTold) answers.Add(call, result);
            }
            answers.End(_company.LoadOf(day), isTold, isSettled: day >= BusyCompany.First + Settled);
            if (isTold) told++;
        }
        return answers;
    }

    private double MeanService(int day)
    {
        var wanted = _company.WantedOn(day);
        return (double)wanted.Sum(one => one.Weight * _company.Services[one.Service].Steps[0].Duration.Value) / wanted.Sum(one => one.Weight);
    }

    private SearchResult Answer(FirstCall call)
    {
        var query = new SearchQuery(
            call.Service, call.Customer.Location, new Interval(call.At, call.Until), call.Wishes, call.Customer.Require, call.Customer.Prefer,
            call.Customer.Refuse, [], null, _plan.Impact, 5, long.MaxValue)
        {
            Opportunity = _demand.CostFor(call.Service, call.Customer.Tier, call.At),
        };
        SearchResult result = _company.Plan.Search(query, call.At, _stop);
        int day = _company.Clock.DayOf(call.At), days = _company.Clock.DayOf(call.Until - new Seconds(1)) - day + 1;
        _demand.Count(call.Service, call.Customer.Tier, day, days, result.Offers.IsEmpty ? DemandOutcome.Refused : DemandOutcome.Offered);
        if (!result.Offers.IsEmpty) Take(query, result.Offers[0], call);
        else if (!result.Relaxations.IsEmpty) Take(result.Relaxations[0].Query, result.Relaxations[0].Offer, call);
        return result;
    }

    private void Take(SearchQuery query, FoundOffer offer, FirstCall call)
    {
        Decision decision = _company.Plan.Book(query, offer, call.Customer.Tier, call.At);
        _demand.Count(call.Service, call.Customer.Tier, _company.Clock.DayOf(offer.Steps[0].Promise.From), 1, DemandOutcome.Booked);
        if (decision.Refusal is { } refusal) throw new LoadTestException($"An offer was refused: {refusal.Message}");
    }
}
