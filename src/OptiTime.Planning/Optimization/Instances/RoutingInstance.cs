using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization.Instances;

/// <summary>A customer of a public instance, or its depot, on a plane.</summary>
/// <param name="Number">Its number in the instance; the depot is 0.</param>
/// <param name="X">Its first coordinate.</param>
/// <param name="Y">Its second coordinate.</param>
/// <param name="Demand">What it takes of a vehicle's capacity.</param>
/// <param name="Ready">When service may begin at the earliest.</param>
/// <param name="Due">When service may begin at the latest; of the depot when everybody must be back.</param>
/// <param name="Service">How long service takes.</param>
public readonly record struct InstanceCustomer(int Number, double X, double Y, double Demand, double Ready, double Due, double Service);

/// <summary>
/// A vehicle routing problem with time windows as it is published: Solomon 1987, Gehring and Homberger 1999. Vehicles are alike, a unit of distance takes a
/// unit of time, and the sum of distances is to be small.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Vehicles">How many vehicles there are at the most.</param>
/// <param name="Capacity">What each can carry.</param>
/// <param name="Customers">The depot, and behind it the customers in the order of their numbers.</param>
public sealed record RoutingInstance(string Name, int Vehicles, double Capacity, ImmutableArray<InstanceCustomer> Customers)
{
    /// <summary>The same as a problem: a stop for each customer, whose number is one more than the stop's, and the depot behind them.</summary>
    /// <param name="convention">How distances are counted. The costs of the problem are in <see cref="DistanceConventions.UnitsOf"/> of its unit.</param>
    public RoutingProblem ToProblem(DistanceConvention convention)
    {
        double unit = DistanceConventions.UnitsOf(convention);
        InstanceCustomer depot = Customers[0];
        ImmutableArray<InstanceCustomer> places = [.. Customers.Skip(1), depot];
        var roads = new DistanceMatrix(
            places.Length, (from, to) => DistanceConventions.Between(places[from].X, places[from].Y, places[to].X, places[to].Y, convention));
        var vehicle = new RoutingVehicle(places.Length - 1, places.Length - 1, depot.Ready * unit, depot.Due * unit, Capacity);
        return new RoutingProblem(
            [.. places[..^1].Select(customer => new RoutingStop(customer.Ready * unit, customer.Due * unit, customer.Service * unit, customer.Demand))],
            [.. Enumerable.Repeat(vehicle, Vehicles)], roads);
    }
}
