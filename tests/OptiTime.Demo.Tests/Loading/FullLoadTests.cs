using System.Collections.Immutable;
using OptiTime.Demo.Companies;
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
        LoadReport report = (await loads.OfAsync("lyon")).Report;
        foreach (WorkloadLoad one in report.Branches.Single().Workloads) output.WriteLine($"{one.Workload}: {one.Load.Share:P1}");

        report.Bookings.ShouldBeInRange(4_000, 8_000);
        report.Branches[0].Bookings.ShouldBe(report.Bookings);
        report.Branches[0].Workloads.Single(one => one.Workload == "technicians").Load.Share.ShouldBeInRange(0.75, 0.85);
        report.Branches[0].Workloads.ShouldAllBe(one => one.Load.Share > 0.1 && one.Load.Share < 0.9);
    }

    [Fact]
    public async Task The_heating_season_of_Domoservices_has_a_peak_at_which_most_is_urgent_and_next_to_no_time_is_left()
    {
        ImmutableArray<WeekLoad> weeks = (await loads.OfAsync("domoservices")).Report.Branches.Single().Workloads.Single().Weeks;
        foreach (WeekLoad week in weeks) output.WriteLine($"{week.Monday:dd MMM}: {week.Load.Share:P1}, {week.Urgent} of {week.Bookings} urgent");

        weeks.Length.ShouldBe(8);
        WeekLoad peak = weeks.MaxBy(week => week.Load.Share), trough = weeks.MinBy(week => week.Load.Share);
        peak.Load.Share.ShouldBeInRange(0.85, 1);
        (peak.Load.Share / trough.Load.Share).ShouldBeGreaterThan(1.6);
        ((double)peak.Urgent / peak.Bookings).ShouldBeGreaterThan(1.5 * trough.Urgent / trough.Bookings);
        // Many short stops: at the peak, eight a day and more for who works.
        (peak.Bookings / (peak.Load.Working.Value / 28_800.0)).ShouldBeGreaterThan(7);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_checker_finds_no_breach_in_the_log_and_on_the_board(string name)
    {
        FullLoad load = await loads.OfAsync(name);
        foreach (string territory in load.Territories)
        {
            List<LogEntry> entries = await load.Store.Store.ReadAsync(territory, 0, CancellationToken.None).ToListAsync();

            LogChecker.Check(entries).ShouldBeEmpty();
            BoardChecker.Check(BoardSnapshot.Of((await load.Store.Planners.BoardAsync(territory, CancellationToken.None))!)).ShouldBeEmpty();
        }
    }

    /// <summary>But for the national one: where six technicians serve a region, some live too far from all who know what they need.</summary>
    public static TheoryData<string> FullySized => [.. KnownScenarios.All.Select(known => known.Name).Where(name => name != "vivendi-water")];

    [Theory, MemberData(nameof(FullySized))]
    public async Task Every_service_can_be_booked_for_every_customer_within_a_fortnight(string name)
    {
        FullLoad load = await loads.OfAsync(name);
        Moment now = Moment.From(LoadedStore.Clock.GetUtcNow());
        var fortnight = new Interval(now, now + Seconds.FromHours(14 * 24));
        ImpactAllowed impact = load.Scenario.Example.MayMoveOthers ? ImpactAllowed.WithinPromises : ImpactAllowed.None;
        var refused = new List<string>();
        foreach (Service service in (await load.Store.Planners.CatalogueAsync(CancellationToken.None)).Services.Values.Select(entry => entry.Service))
        {
            bool visit = service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Customer));
            // At a site it is the same for everybody.
            foreach ((string territory, Customer customer) in load.Scenario.Branches.Where(branch => IsAskedFor(branch, service.Id))
                .SelectMany(branch => (visit ? branch.Customers : branch.Customers.Take(20)).Select(one => (branch.Territory.Id, one))))
            {
                var query = new SearchQuery(
                    service, visit ? customer.Location : null, fortnight, [], customer.Require, customer.Prefer, customer.Refuse, [], null,
                    impact, 1, int.MaxValue);
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
        long[] before = await VersionsAsync(load);

        LoadReport again = await load.Store.LoadAsync(load.Scenario);

        again.WasThere.ShouldBeTrue();
        again.Bookings.ShouldBe(0);
        again.Branches.Select(branch => (branch.Branch, branch.Bookings, branch.Load))
            .ShouldBe(load.Report.Branches.Select(branch => (branch.Branch, branch.Bookings, branch.Load)));
        (await VersionsAsync(load)).ShouldBe(before);
    }

    private static bool IsAskedFor(Branch branch, string service) =>
        branch.Workloads.Any(workload => workload.Demand.Any(day => day.Services.Any(wanted => wanted.Service == service)));

    private static async Task<long[]> VersionsAsync(FullLoad load)
    {
        var versions = new List<long>();
        foreach (string territory in load.Territories)
            versions.Add((await load.Store.Planners.BoardAsync(territory, CancellationToken.None))!.Version);
        return [.. versions];
    }
}
