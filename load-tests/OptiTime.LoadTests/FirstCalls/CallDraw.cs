using System.Collections.Immutable;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>Draws who calls a company on a day, for what, and when it would suit them.</summary>
/// <param name="company">The company.</param>
/// <param name="seed">Where the randomness comes from.</param>
internal sealed class CallDraw(BusyCompany company, int seed)
{
    // People call between these hours.
    private const int FirstHour = 8, LastHour = 18;

    private readonly Random _dice = new(seed);

    /// <summary>The calls of a day, in their order.</summary>
    /// <param name="day">The day.</param>
    /// <param name="mean">How many they are on average; a fraction is a call that may come or not.</param>
    internal IEnumerable<FirstCall> On(int day, double mean)
    {
        Moment morning = company.Clock.StartOf(day) + Seconds.FromHours(FirstHour);
        Moment[] moments = [.. Enumerable.Range(0, (int)(mean + _dice.NextDouble())).Select(_ => morning + new Seconds(_dice.Next((LastHour - FirstHour) * 3_600))).Order()];
        ImmutableArray<WantedService> wanted = company.WantedOn(day);
        foreach (Moment at in moments)
        {
            Service service = company.Services[Pick(wanted)];
            Moment until = company.Clock.StartOf(LastDayFor(service.Class, day) + 1);
            // Half of them do not mind when.
            PartOfDay part = _dice.Next(4) switch { 0 => PartOfDay.Morning, 1 => PartOfDay.Afternoon, _ => PartOfDay.Any };
            yield return new FirstCall(at, service, company.Customers[_dice.Next(company.Customers.Length)], until, part, WishesOf(part, day, until));
        }
    }

    private string Pick(ImmutableArray<WantedService> wanted)
    {
        int ticket = _dice.Next(wanted.Sum(one => one.Weight)), index = 0;
        for (; ticket >= wanted[index].Weight; index++) ticket -= wanted[index].Weight;
        return wanted[index].Service;
    }

    /// <summary>What is urgent is done by the end of the next working day, maintenance within a fortnight, the rest within a week.</summary>
    private int LastDayFor(PriorityClass priority, int day)
    {
        if (priority != PriorityClass.Urgent) return day + (priority == PriorityClass.Maintenance ? 14 : 7);
        do day++;
        while (company.LoadOf(day).Working == Seconds.Zero);
        return day;
    }

    private ImmutableArray<Interval> WishesOf(PartOfDay part, int day, Moment until)
    {
        if (part == PartOfDay.Any) return [];
        var wishes = ImmutableArray.CreateBuilder<Interval>();
        for (; company.Clock.StartOf(day) < until; day++)
        {
            Moment noon = company.Clock.Beginning(DayClock.DateOf(day).At(NodaTime.LocalTime.Noon));
            wishes.Add(part == PartOfDay.Morning ? new Interval(company.Clock.StartOf(day), noon) : new Interval(noon, company.Clock.StartOf(day + 1)));
        }
        return wishes.ToImmutable();
    }
}
