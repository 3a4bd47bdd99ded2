using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Tests.Scenarios;

public sealed class ScenarioGenerationTests
{
    private static readonly LocalDate FirstDay = new(2026, 11, 23);

    // A point in a commune may lie so far from the commune's own.
    private const double MetresOutside = 4_000;

    private static readonly ConcurrentDictionary<string, Scenario> FullScenarios = new();

    public static TheoryData<string> Names => [.. KnownScenarios.All.Select(known => known.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_same_name_and_day_give_the_same_company_and_requests(string name)
    {
        Scenario first = Full(name), second = KnownScenarios.Create(name, FirstDay);

        Json(first.Services).ShouldBe(Json(second.Services));
        Json(first.Branches).ShouldBe(Json(second.Branches));
        foreach (((Branch branch, Workload left), (Branch other, Workload right)) in Workloads(first).Zip(Workloads(second)))
            Json(Requests(first, branch, left)).ShouldBe(Json(Requests(second, other, right)));

        static ServiceRequest[] Requests(Scenario scenario, Branch branch, Workload workload) =>
            [.. new RequestStream(scenario, branch).On(workload, DayClock.DayOf(FirstDay) + 3).Take(40)];
    }

    [Theory, MemberData(nameof(Names))]
    public void A_day_has_the_same_requests_whichever_day_the_load_began(string name)
    {
        Scenario today = Full(name), tomorrow = KnownScenarios.Create(name, FirstDay.PlusDays(1));
        int day = DayClock.DayOf(FirstDay) + 7;

        foreach (((Branch branch, Workload left), (Branch other, Workload right)) in Workloads(today).Zip(Workloads(tomorrow)))
            Json(new RequestStream(today, branch).On(left, day).Take(20)).ShouldBe(Json(new RequestStream(tomorrow, other).On(right, day).Take(20)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Everybody_is_within_the_territorys_reach(string name)
    {
        foreach (Branch branch in Full(name).Branches)
        {
            IEnumerable<Location> points = branch.Customers.Select(customer => customer.Location!.Value)
                .Concat(branch.Sites.Select(site => site.Location))
                .Concat(branch.Resources.Select(one => one.Home?.Location).OfType<Location>());

            points.ShouldAllBe(point => point.MetresTo(branch.Territory.Centre) <= branch.Territory.Radius.Value + MetresOutside);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Ids_are_unique_in_the_company_and_references_lead_somewhere(string name)
    {
        Scenario scenario = Full(name);

        scenario.Services.Select(service => service.Id).ShouldBeUnique();
        scenario.Branches.Select(branch => branch.Territory.Id).ShouldBeUnique();
        scenario.Branches.SelectMany(branch => branch.Sites).Select(site => site.Id).ShouldBeUnique();
        scenario.Branches.SelectMany(branch => branch.Resources).Select(one => one.Resource.Id).ShouldBeUnique();
        scenario.Branches.SelectMany(branch => branch.Customers).Select(customer => customer.Id).ShouldBeUnique();
        Workloads(scenario).Select(one => one.Workload.Code).ShouldBeUnique();
        foreach (Branch branch in scenario.Branches)
        {
            HashSet<string> sites = [.. branch.Sites.Select(site => site.Id)], resources = [.. branch.Resources.Select(one => one.Resource.Id)];
            branch.Resources.Select(one => one.Resource.Site).OfType<string>().ShouldAllBe(site => sites.Contains(site));
            branch.Resources.Select(one => one.Resource.Profile).OfType<string>().ShouldAllBe(profile => branch.Territory.Profiles.Any(one => one.Name == profile));
            branch.Customers.SelectMany(customer => customer.Prefer.Concat(customer.Refuse).Concat(customer.Require)).ShouldAllBe(id => resources.Contains(id));
            branch.Workloads.Select(workload => workload.Site).OfType<string>().ShouldAllBe(site => sites.Contains(site));
            branch.Workloads.SelectMany(workload => workload.Resources).ShouldAllBe(id => resources.Contains(id));
            branch.Workloads.SelectMany(workload => workload.Resources).ShouldBeUnique();
            branch.Workloads.ShouldAllBe(workload => workload.Demand.Length == scenario.Days && char.IsAsciiLetterUpper(workload.Code.Last()));
            branch.Workloads.SelectMany(workload => workload.Demand).SelectMany(day => day.Services).Select(wanted => wanted.Service).Distinct()
                .ShouldAllBe(wanted => scenario.Services.Any(service => service.Id == wanted));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_resource_has_a_home_or_a_site_as_its_mobility_asks(string name)
    {
        foreach ((Resource resource, Place? home) in Full(name).Branches.SelectMany(branch => branch.Resources))
        {
            resource.Home.ShouldBe(home?.Id);
            (resource.Home is not null).ShouldBe(resource.Mobility == Mobility.Mobile);
            (resource.Site is not null).ShouldBe(resource.Mobility == Mobility.Fixed);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_branch_has_somebody_for_every_service_it_is_asked_for_however_small_it_is(string name)
    {
        Scenario scenario = KnownScenarios.Create(name, FirstDay, new ScenarioSize(8, 50, 5));
        foreach ((Branch branch, Workload workload) in Workloads(scenario))
        {
            foreach (string wanted in workload.Demand.SelectMany(day => day.Services).Select(one => one.Service).Distinct())
            {
                foreach (Role role in scenario.Services.Single(service => service.Id == wanted).Steps.SelectMany(step => step.Roles))
                {
                    branch.Resources.Count(one => HasKind(one.Resource, role.Kind) && KnowsAll(one.Resource, role.Skills))
                        .ShouldBeGreaterThanOrEqualTo(role.Count, $"{role.Name} of {wanted} in {branch.Territory.Id}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_a_resource_cannot_work_without_is_there_in_its_branch(string name)
    {
        foreach (Branch branch in Full(name).Branches)
        {
            foreach (Requirement requirement in branch.Resources.SelectMany(one => one.Resource.Requires ?? []))
                branch.Resources.ShouldContain(one => HasKind(one.Resource, requirement.Kind) && KnowsAll(one.Resource, requirement.Skills), requirement.Name);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_ids_of_bookings_are_letters_and_digits_and_no_longer_than_a_commitments_id_may_be(string name)
    {
        Scenario scenario = Full(name);
        foreach (Branch branch in scenario.Branches)
        {
            var requests = new RequestStream(scenario, branch);
            string[] ids = [.. branch.Workloads.SelectMany(workload => requests.On(workload, DayClock.DayOf(FirstDay)).Take(200).Select(request => request.Id))];

            ids.ShouldBeUnique();
            ids.ShouldAllBe(id => id.Length <= 32 && id.All(char.IsAsciiLetterOrDigit));
        }
    }

    [Fact]
    public void Around_Lyon_there_are_forty_technicians_three_sites_and_six_hundred_customers_of_every_tier()
    {
        Branch branch = Full("lyon").Branches.Single();

        branch.Resources.Count(one => one.Resource.Kind == "technician").ShouldBe(40);
        branch.Sites.Select(site => site.Id).ShouldBe(["OPERA", "BELLECOUR", "PARTDIEU"]);
        branch.Customers.Length.ShouldBe(600);
        branch.Customers.Select(customer => customer.Tier).Distinct().ShouldBe(["platinum", "gold", "silver", null], ignoreOrder: true);
        branch.Resources.Single(one => one.Resource.Id == "R-12").Resource.Working!.Week[0].Breaks.ShouldNotBeEmpty();
        branch.Resources.ShouldContain(one => one.Resource.Kind == "technician" && one.Resource.Working!.Absences.Length > 0);
    }

    [Fact]
    public void A_course_of_three_days_has_the_same_trainer_and_room_on_working_days_in_a_row()
    {
        Service course = Full("cegos").Services.Single(service => service.Id == "cyber-defence");

        course.Steps.Select(step => step.Follows?.NextWorkingDay).ShouldBe([null, true, true]);
        course.Steps[2].Follows!.SameRoles.ShouldBe(["trainer", "room"]);
        Full("cegos").Branches[0].Resources.Where(one => one.Resource.Skills.Any(skill => skill.Name == "cyber-defence"))
            .ShouldAllBe(one => one.Resource.Requires!.Value.Single().Name == "range");
    }

    [Fact]
    public void A_larger_room_costs_more_an_hour()
    {
        foreach (IGrouping<string?, Resource> site in Full("lyon").Branches[0].Resources
            .Select(one => one.Resource).Where(resource => resource.Kind == "room").GroupBy(resource => resource.Site))
        {
            IEnumerable<long> rates = site.DistinctBy(Seats).OrderBy(Seats).Select(room => room.Rates.PerHour.Cents);
            rates.ShouldBe(rates.Distinct().Order());
        }

        static int Seats(Resource room) => room.Skills.Single(skill => skill.Name == "seats").Level;
    }

    [Fact]
    public void Customers_are_spread_as_people_are()
    {
        Branch branch = Full("lyon").Branches.Single();
        int near = branch.Customers.Count(customer => customer.Location!.Value.MetresTo(branch.Territory.Centre) < 12_000);

        // Some 1.3 of the 2.3 million people within 45 km live within 12 km.
        ((double)near / branch.Customers.Length).ShouldBeInRange(0.45, 0.70);
    }

    [Fact]
    public void An_unknown_scenario_is_refused_with_the_names_of_those_there_are() =>
        Should.Throw<ArgumentException>(() => KnownScenarios.Create("marseille", FirstDay)).Message.ShouldContain("lyon, multiburo, domoservices, vivendi-water, ecs, cegos");

    /// <summary>A scenario in full, made once for all the tests that only look at it.</summary>
    private static Scenario Full(string name) => FullScenarios.GetOrAdd(name, _ => KnownScenarios.Create(name, FirstDay));

    private static IEnumerable<(Branch Branch, Workload Workload)> Workloads(Scenario scenario) =>
        scenario.Branches.SelectMany(branch => branch.Workloads.Select(workload => (branch, workload)));

    private static bool HasKind(Resource resource, string? kind) => kind is null || kind == resource.Kind;

    private static bool KnowsAll(Resource resource, ImmutableArray<Skill> skills) =>
        skills.All(skill => resource.Skills.Any(has => has.Name == skill.Name && has.Level >= skill.Level));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
