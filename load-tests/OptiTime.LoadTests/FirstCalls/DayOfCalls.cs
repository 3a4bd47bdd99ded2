using System.Collections.Immutable;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>
/// A day at the telephone of a busy company, in one thread and by the calls' own time: everybody calls once and is offered something or told why
/// not. Who is offered something takes the first offer; who is not takes the first relaxation, if any; so the plan fills while the day goes on.
/// </summary>
internal static class DayOfCalls
{
    // People call between these hours.
    private const int FirstHour = 8, LastHour = 18;

    /// <summary>Plays a day.</summary>
    internal static FirstAnswers Play(FirstCallPlan plan, CancellationToken stop)
    {
        var company = new BusyCompany(plan, stop);
        var answers = new FirstAnswers(company.Load.Share);
        foreach (FirstCall call in Draw(plan, company))
        {
            stop.ThrowIfCancellationRequested();
            SearchQuery query = BusyCompany.QueryOf(call.Service, call.Customer, new Interval(call.At, call.Until), call.Wishes, plan.Impact);
            SearchResult result = company.Plan.Search(query, call.At, stop);
            answers.Add(call, result);
            if (!result.Offers.IsEmpty) Take(company, query, result.Offers[0], call);
            else if (!result.Relaxations.IsEmpty) Take(company, result.Relaxations[0].Query, result.Relaxations[0].Offer, call);
        }
        answers.End(company.Load.Share);
        return answers;
    }

    private static void Take(BusyCompany company, SearchQuery query, FoundOffer offer, FirstCall call)
    {
        Decision decision = company.Plan.Book(query, offer, call.Customer.Tier, call.At);
        if (decision.Refusal is { } refusal) throw new LoadTestException($"An offer was refused: {refusal.Message}");
    }

    private static IEnumerable<FirstCall> Draw(FirstCallPlan plan, BusyCompany company)
    {
        var dice = new Random(plan.Seed);
        Moment morning = company.Clock.StartOf(BusyCompany.Today) + Seconds.FromHours(FirstHour);
        Dictionary<string, Service> services = company.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
        Moment[] moments = [.. Enumerable.Range(0, plan.Calls ?? company.ServedADay).Select(_ => morning + new Seconds(dice.Next((LastHour - FirstHour) * 3_600))).Order()];
        foreach (Moment at in moments)
        {
            Service service = services[Pick(dice, company.Wanted)];
            Moment until = company.Clock.StartOf(LastDayFor(service.Class) + 1);
            // Half of them do not mind when.
            PartOfDay part = dice.Next(4) switch { 0 => PartOfDay.Morning, 1 => PartOfDay.Afternoon, _ => PartOfDay.Any };
            yield return new FirstCall(at, service, company.Customers[dice.Next(company.Customers.Length)], until, part, WishesOf(company.Clock, part, until));
        }
    }

    private static string Pick(Random dice, ImmutableArray<WantedService> wanted)
    {
        int ticket = dice.Next(wanted.Sum(one => one.Weight)), index = 0;
        for (; ticket >= wanted[index].Weight; index++) ticket -= wanted[index].Weight;
        return wanted[index].Service;
    }

    /// <summary>What is urgent is done by the end of the next working day, maintenance within a fortnight, the rest within a week.</summary>
    private static int LastDayFor(PriorityClass priority) => BusyCompany.Today + priority switch
    {
        PriorityClass.Urgent => 1,
        PriorityClass.Maintenance => 13,
        _ => 7,
    };

    private static ImmutableArray<Interval> WishesOf(DayClock clock, PartOfDay part, Moment until)
    {
        if (part == PartOfDay.Any) return [];
        var wishes = ImmutableArray.CreateBuilder<Interval>();
        for (int day = BusyCompany.Today; clock.StartOf(day) < until; day++)
        {
            Moment noon = clock.Beginning(DayClock.DateOf(day).At(NodaTime.LocalTime.Noon));
            wishes.Add(part == PartOfDay.Morning ? new Interval(clock.StartOf(day), noon) : new Interval(noon, clock.StartOf(day + 1)));
        }
        return wishes.ToImmutable();
    }
}
