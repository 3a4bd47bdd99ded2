using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Demo.Tests.Loading;

public sealed class FullLoadTests(FullLoads loads, ITestOutputHelper output) : IClassFixture<FullLoads>
{
    public static TheoryData<string> Names => [.. KnownScenarios.All.Select(known => known.Name)];

    [Fact]
    public async Task The_technicians_of_Lyon_are_at_about_eighty_percent_over_thirty_days()
    {
        FullLoad load = await loads.OfAsync("lyon");
        foreach (WorkloadLoad one in load.Report.Loads) output.WriteLine($"{one.Workload}: {one.Load.Share:P1}");

        load.Report.Bookings.ShouldBeInRange(4_000, 8_000);
        load.Report.Loads.Single(one => one.Workload == "technicians").Load.Share.ShouldBeInRange(0.75, 0.85);
        load.Report.Loads.ShouldAllBe(one => one.Load.Share > 0.1 && one.Load.Share < 0.9);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_checker_finds_no_breach_in_the_log_and_on_the_board(string name)
    {
        FullLoad load = await loads.OfAsync(name);
        string territory = load.Scenario.Company.Territory.Id;
        List<LogEntry> entries = await load.Store.Store.ReadAsync(territory, 0, CancellationToken.None).ToListAsync();

        LogChecker.Check(entries).ShouldBeEmpty();
        BoardChecker.Check(BoardSnapshot.Of((await load.Store.Planners.BoardAsync(territory, CancellationToken.None))!)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Every_service_can_be_booked_for_every_customer_within_a_fortnight(string name)
    {
        FullLoad load = await loads.OfAsync(name);
        string territory = load.Scenario.Company.Territory.Id;
        Moment now = Moment.From(LoadedStore.Clock.GetUtcNow());
        var fortnight = new Interval(now, now + Seconds.FromHours(14 * 24));
        var refused = new List<string>();
        foreach (Service service in (await load.Store.Planners.CatalogueAsync(CancellationToken.None)).Services.Values.Select(entry => entry.Service))
        {
            bool visit = service.Steps[0].Roles[0].Where == RolePlace.Customer;
            foreach (Customer customer in await load.Store.Store.ListAsync(null, 1_000, CancellationToken.None))
            {
                var query = new SearchQuery(
                    service, visit ? customer.Location : null, fortnight, [], customer.Require, customer.Prefer, customer.Refuse, [], null,
                    ImpactAllowed.None, 1, int.MaxValue);
                SearchReply reply = await load.Store.Planners.SearchAsync(territory, query, CancellationToken.None);
                if (reply.Result!.Offers.IsEmpty) refused.Add($"{service.Id} for {customer.Id}: {string.Join("; ", reply.Result.Reasons)}");
            }
        }

        refused.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_scenario_that_is_there_is_not_loaded_again(string name)
    {
        FullLoad load = await loads.OfAsync(name);
        string territory = load.Scenario.Company.Territory.Id;
        long before = (await load.Store.Planners.BoardAsync(territory, CancellationToken.None))!.Version;

        LoadReport again = await load.Store.LoadAsync(load.Scenario);

        again.WasThere.ShouldBeTrue();
        again.Loads.ShouldBe(load.Report.Loads);
        (await load.Store.Planners.BoardAsync(territory, CancellationToken.None))!.Version.ShouldBe(before);
    }
}
