using System.Text.Json;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Tests.Scenarios;

public sealed class ScenarioGenerationTests
{
    private static readonly LocalDate FirstDay = new(2026, 11, 23);

    public static TheoryData<string> Names => [.. KnownScenarios.All.Select(known => known.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_same_name_and_day_give_the_same_company_and_requests(string name)
    {
        Scenario first = KnownScenarios.Create(name, FirstDay), second = KnownScenarios.Create(name, FirstDay);

        Json(first.Company).ShouldBe(Json(second.Company));
        foreach ((Workload left, Workload right) in first.Workloads.Zip(second.Workloads))
            Json(Requests(first, left)).ShouldBe(Json(Requests(second, right)));

        static ServiceRequest[] Requests(Scenario scenario, Workload workload) =>
            [.. new RequestStream(scenario).On(workload, DayClock.DayOf(FirstDay) + 3).Take(40)];
    }

    [Theory, MemberData(nameof(Names))]
    public void A_day_has_the_same_requests_whichever_day_the_load_began(string name)
    {
        Scenario today = KnownScenarios.Create(name, FirstDay), tomorrow = KnownScenarios.Create(name, FirstDay.PlusDays(1));
        int day = DayClock.DayOf(FirstDay) + 7;

        foreach ((Workload left, Workload right) in today.Workloads.Zip(tomorrow.Workloads))
            Json(new RequestStream(today).On(left, day).Take(20)).ShouldBe(Json(new RequestStream(tomorrow).On(right, day).Take(20)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Everybody_is_within_the_territorys_reach(string name)
    {
        Company company = KnownScenarios.Create(name, FirstDay).Company;
        IEnumerable<Location> points = company.Customers.Select(customer => customer.Location!.Value)
            .Concat(company.Sites.Select(site => site.Location))
            .Concat(company.Resources.Select(one => one.Home?.Location).OfType<Location>());

        points.ShouldAllBe(point => point.MetresTo(company.Territory.Centre) <= company.Territory.Radius.Value);
    }

    [Theory, MemberData(nameof(Names))]
    public void Ids_are_unique_and_references_lead_somewhere(string name)
    {
        Scenario scenario = KnownScenarios.Create(name, FirstDay);
        Company company = scenario.Company;

        company.Sites.Select(site => site.Id).ShouldBeUnique();
        company.Services.Select(service => service.Id).ShouldBeUnique();
        company.Resources.Select(one => one.Resource.Id).ShouldBeUnique();
        company.Customers.Select(customer => customer.Id).ShouldBeUnique();
        scenario.Workloads.Select(workload => workload.Code).ShouldBeUnique();

        string[] sites = [.. company.Sites.Select(site => site.Id)], resources = [.. company.Resources.Select(one => one.Resource.Id)];
        company.Resources.Select(one => one.Resource.Site).OfType<string>().ShouldAllBe(site => sites.Contains(site));
        company.Customers.SelectMany(customer => customer.Prefer.Concat(customer.Refuse).Concat(customer.Require)).ShouldAllBe(id => resources.Contains(id));
        scenario.Workloads.Select(workload => workload.Site).OfType<string>().ShouldAllBe(site => sites.Contains(site));
        scenario.Workloads.SelectMany(workload => workload.Resources).ShouldAllBe(id => resources.Contains(id));
        scenario.Workloads.SelectMany(workload => workload.Resources).ShouldBeUnique();
        scenario.Workloads.SelectMany(workload => workload.Services).ShouldAllBe(wanted => company.Services.Any(service => service.Id == wanted.Service));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_resource_has_a_home_or_a_site_as_its_mobility_asks(string name)
    {
        foreach ((Resource resource, Place? home) in KnownScenarios.Create(name, FirstDay).Company.Resources)
        {
            resource.Home.ShouldBe(home?.Id);
            (resource.Home is not null).ShouldBe(resource.Mobility == Mobility.Mobile);
            (resource.Site is not null).ShouldBe(resource.Mobility == Mobility.Fixed);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_ids_of_bookings_are_letters_and_digits_and_no_longer_than_a_commitments_id_may_be(string name)
    {
        Scenario scenario = KnownScenarios.Create(name, FirstDay);
        var requests = new RequestStream(scenario);
        string[] ids = [.. scenario.Workloads.SelectMany(workload => requests.On(workload, DayClock.DayOf(FirstDay)).Take(1000).Select(request => request.Id))];

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length <= 32 && id.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void Around_Lyon_there_are_forty_technicians_three_sites_and_six_hundred_customers_of_every_tier()
    {
        Company company = KnownScenarios.Create("lyon", FirstDay).Company;

        company.Resources.Count(one => one.Resource.Kind == "technician").ShouldBe(40);
        company.Sites.Select(site => site.Id).ShouldBe(["OPERA", "BELLECOUR", "PARTDIEU"]);
        company.Customers.Length.ShouldBe(600);
        company.Customers.Select(customer => customer.Tier).Distinct().ShouldBe(["platinum", "gold", "silver", null], ignoreOrder: true);
        company.Resources.Single(one => one.Resource.Id == "R-12").Resource.Working!.Week[0].Breaks.ShouldNotBeEmpty();
        company.Resources.ShouldContain(one => one.Resource.Kind == "technician" && one.Resource.Working!.Absences.Length > 0);
    }

    [Fact]
    public void A_larger_room_costs_more_an_hour()
    {
        foreach (IGrouping<string?, Resource> site in KnownScenarios.Create("lyon", FirstDay).Company.Resources
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
        Company company = KnownScenarios.Create("lyon", FirstDay).Company;
        int near = company.Customers.Count(customer => customer.Location!.Value.MetresTo(company.Territory.Centre) < 12_000);

        // Some 1.3 of the 2.3 million people within 45 km live within 12 km.
        ((double)near / company.Customers.Length).ShouldBeInRange(0.45, 0.70);
    }

    [Fact]
    public void An_unknown_scenario_is_refused_with_the_names_of_those_there_are() =>
        Should.Throw<ArgumentException>(() => KnownScenarios.Create("marseille", FirstDay)).Message.ShouldContain("lyon, multiburo");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
