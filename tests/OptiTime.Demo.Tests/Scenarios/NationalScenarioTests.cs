using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Geography;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Tests.Scenarios;

public sealed class NationalScenarioTests
{
    private static readonly Scenario France = KnownScenarios.Create("vivendi-water", new LocalDate(2026, 11, 23));

    [Fact]
    public void There_are_at_least_twelve_territories_a_thousand_technicians_and_twenty_thousand_customers()
    {
        France.Branches.Length.ShouldBeGreaterThanOrEqualTo(12);
        France.Branches.Sum(branch => branch.Resources.Count(one => one.Resource.Kind == "technician")).ShouldBeInRange(1_000, 1_200);
        France.Branches.Sum(branch => branch.Customers.Length).ShouldBeInRange(29_000, 31_000);
        France.Days.ShouldBe(30);
    }

    [Fact]
    public void Nearly_everybody_lives_in_some_territory_and_many_near_a_border_in_two()
    {
        IReadOnlyList<Commune> communes = Communes.Read();
        double all = communes.Sum(commune => (double)commune.Population);

        PeopleIn(1).ShouldBeGreaterThan(0.95);
        PeopleIn(2).ShouldBeInRange(0.3, 0.8);

        double PeopleIn(int territories) => communes.Where(commune => TerritoriesOf(commune) >= territories).Sum(commune => (double)commune.Population) / all;
    }

    [Fact]
    public void Technicians_and_customers_are_where_the_people_are()
    {
        IReadOnlyList<Commune> communes = Communes.Read();
        foreach (Branch branch in France.Branches.Where(branch => branch.Territory.Id is "ile-de-france" or "lyonnais" or "basse-bretagne"))
        {
            double people = communes.Where(commune => Nearest(PointOf(commune)) == branch && TerritoriesOf(commune) > 0)
                .Sum(commune => (double)commune.Population) / communes.Where(commune => TerritoriesOf(commune) > 0).Sum(commune => (double)commune.Population);

            ((double)branch.Customers.Length / France.Branches.Sum(one => one.Customers.Length)).ShouldBe(people, 0.005);
            ((double)Technicians(branch) / France.Branches.Sum(Technicians)).ShouldBe(people, 0.01);
        }

        static int Technicians(Branch branch) => branch.Resources.Count(one => one.Resource.Kind == "technician");
    }

    [Fact]
    public void Customers_live_in_communes_that_exist_and_whose_nearest_territory_is_theirs()
    {
        HashSet<string> names = [.. Communes.Read().Select(commune => commune.Name)];
        foreach (Branch branch in France.Branches)
        {
            branch.Customers.Select(customer => customer.Address!.Split(", ").Last()).ShouldAllBe(commune => names.Contains(commune));
            // A point lies up to 4 km from the commune's own, and may have crossed the border.
            ((double)branch.Customers.Count(customer => Nearest(customer.Location!.Value) == branch) / branch.Customers.Length).ShouldBeGreaterThan(0.97);
        }
    }

    [Fact]
    public void Softeners_are_asked_for_where_the_water_is_hard()
    {
        Share("ile-de-france").ShouldBeGreaterThan(2 * Share("basse-bretagne"));

        static double Share(string territory)
        {
            DayDemand day = France.Branches.Single(branch => branch.Territory.Id == territory).Workloads[0].Demand[0];
            return (double)day.Services.Single(wanted => wanted.Service == "softener-service").Weight / day.Services.Sum(wanted => wanted.Weight);
        }
    }

    private static int TerritoriesOf(Commune commune) => France.Branches.Count(branch => Reaches(branch.Territory, PointOf(commune)));

    private static Branch Nearest(Location point) => France.Branches.MinBy(branch =>
        (Reaches(branch.Territory, point) ? 0 : 1e9) + branch.Territory.Centre.MetresTo(point))!;

    private static bool Reaches(TerritorySettings territory, Location point) => territory.Centre.MetresTo(point) <= territory.Radius.Value;

    private static Location PointOf(Commune commune) => new(commune.Latitude, commune.Longitude);
}
