using System.Collections.Immutable;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Optimization;

/// <summary>A square of four customers around the depot; each test spoils one thing.</summary>
public sealed class RouteCheckerTests
{
    private static readonly RoutingInstance Square = new("square", 2, 10,
    [
        new(0, 0, 0, 0, 0, 100, 0), new(1, 0, 3, 4, 0, 50, 1), new(2, 4, 3, 4, 0, 50, 1), new(3, 4, 0, 4, 20, 50, 1), new(4, -1, -1, 4, 0, 50, 1),
    ]);

    [Fact]
    public void Routes_that_solve_it_have_no_faults_and_their_length_by_either_convention()
    {
        RouteChecker.Check(Square, [[1, 2], [3, 4]], DistanceConvention.DoublePrecision).ShouldSatisfyAllConditions(
            verdict => verdict.Faults.ShouldBeEmpty(), verdict => verdict.Distance.ShouldBe(3 + 4 + 5 + 4 + Math.Sqrt(26) + Math.Sqrt(2), 1e-9));
        RouteChecker.Check(Square, [[1, 2], [], [3, 4]], DistanceConvention.Truncated).ShouldSatisfyAllConditions(
            verdict => verdict.Faults.ShouldBeEmpty(), verdict => verdict.Distance.ShouldBe(3 + 4 + 5 + 4 + 5.0 + 1.4, 1e-9));
    }

    [Theory]
    [InlineData("1 2|3", "Customer 4 is served 0 times.")]
    [InlineData("1 2|3 4|1", "3 routes, and there are 2 vehicles.")]
    [InlineData("1 2 1|3 4", "Customer 1 is served 2 times.")]
    [InlineData("1 2 4|3", "Route 1 carries 12, more than 10.")]
    [InlineData("1 2|3 4 9", "Route 2 visits somebody who is no customer.")]
    public void What_is_wrong_is_said(string routes, string said) => Faults(Square, routes).ShouldContain(said);

    [Fact]
    public void Who_comes_too_late_or_is_back_too_late_is_found()
    {
        RoutingInstance hasty = Square with { Customers = Square.Customers.SetItem(2, Square.Customers[2] with { Due = 6 }) };
        Faults(hasty, "1 2|3 4").ShouldContain("Route 1 begins with customer 2 at 8, later than 6.");
        RoutingInstance shortDay = Square with { Customers = Square.Customers.SetItem(0, Square.Customers[0] with { Due = 24 }) };
        Faults(shortDay, "1 2|4 3").ShouldHaveSingleItem().ShouldStartWith("Route 2 is back at 25");
    }

    private static ImmutableArray<string> Faults(RoutingInstance instance, string routes) => RouteChecker.Check(
        instance, routes.Split('|').Select(route => route.Split(' ').Select(int.Parse).ToImmutableArray()), DistanceConvention.DoublePrecision).Faults;
}
