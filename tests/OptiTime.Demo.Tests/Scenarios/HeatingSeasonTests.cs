using NodaTime;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Demand;

namespace OptiTime.Demo.Tests.Scenarios;

public sealed class HeatingSeasonTests
{
    public static TheoryData<int> Starts => [.. Enumerable.Range(0, 12)];

    [Theory, MemberData(nameof(Starts))]
    public void Whenever_in_winter_the_plan_begins_it_has_a_peak_far_above_its_quietest_days(int fortnightsSinceNovember)
    {
        DayDemand[] days = Days(new LocalDate(2026, 11, 1).PlusWeeks(fortnightsSinceNovember));

        days.ShouldAllBe(day => day.Share > 0 && day.Share <= 0.96);
        (days.Max(day => day.Share) / days.Min(day => day.Share)).ShouldBeGreaterThan(1.5);
        days.Count(day => day.Share > 0.8 * days.Max(one => one.Share)).ShouldBeLessThan(days.Length / 2);
    }

    [Fact]
    public void In_July_it_is_flat()
    {
        DayDemand[] days = Days(new LocalDate(2026, 6, 20));

        (days.Max(day => day.Share) / days.Min(day => day.Share)).ShouldBeLessThan(1.15);
    }

    [Fact]
    public void The_colder_it_is_the_more_is_urgent()
    {
        DayDemand[] byCold = [.. Days(new LocalDate(2026, 11, 23)).OrderBy(day => day.Share)];

        UrgentShare(byCold[^1]).ShouldBeGreaterThan(2 * UrgentShare(byCold[0]));
    }

    [Fact]
    public void Customers_are_promised_two_hours_until_seven_in_the_evening()
    {
        foreach (Service service in Domoservices(new LocalDate(2026, 11, 23)).Services)
        {
            service.Promise.Windows.Select(window => window.From.Hour).ShouldBe([8, 10, 13, 15, 17]);
            service.Promise.Windows.ShouldAllBe(window => window.To.Hour - window.From.Hour == 2);
        }
    }

    private static double UrgentShare(DayDemand day)
    {
        HashSet<string> urgent = [.. Domoservices(new LocalDate(2026, 11, 23)).Services.Where(service => service.Class == PriorityClass.Urgent).Select(service => service.Id)];
        return (double)day.Services.Where(wanted => urgent.Contains(wanted.Service)).Sum(wanted => wanted.Weight) / day.Services.Sum(wanted => wanted.Weight);
    }

    private static DayDemand[] Days(LocalDate firstDay) => [.. Domoservices(firstDay).Branches.Single().Workloads.Single().Demand];

    private static Scenario Domoservices(LocalDate firstDay) => KnownScenarios.Create("domoservices", firstDay);
}
