using System.Collections.Immutable;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Silo.Commands.Solve.Reading;

/// <summary>Reads the text of Solomon's and of Gehring and Homberger's instances.</summary>
internal static class SolomonReader
{
    /// <summary>The most customers that are read.</summary>
    internal const int MostCustomers = 1_000;

    private const int MostVehicles = 1_000;

    private static readonly string[] Columns = ["CUST NO.", "XCOORD.", "YCOORD.", "DEMAND", "READY TIME", "DUE DATE", "SERVICE TIME"];

    /// <summary>Reads an instance.</summary>
    /// <exception cref="InvalidDataException">It says something else; the message has the line, the value and a remedy.</exception>
    internal static RoutingInstance Read(InstanceText text)
    {
        string name = text.Next("the name");
        text.SkipTo("VEHICLE");
        text.SkipTo("NUMBER");
        string[] fleet = text.Fields("number and capacity of vehicles", 2);
        int vehicles = text.Whole(fleet[0], "NUMBER", MostVehicles);
        if (vehicles == 0) throw text.Wrong("NUMBER is 0: nobody can serve anybody. At least one vehicle is needed.");
        double capacity = text.Number(fleet[1], "CAPACITY");
        text.SkipTo("CUSTOMER");
        text.SkipTo("CUST NO");
        var customers = ImmutableArray.CreateBuilder<InstanceCustomer>();
        do customers.Add(ReadCustomer(text, customers.Count, capacity, customers.FirstOrDefault()));
        while (text.Peek is not null);
        if (customers.Count == 1) throw text.Wrong("there is a depot, and no customer. Each customer has a line behind the depot's.");
        return new RoutingInstance(name, vehicles, capacity, customers.DrainToImmutable());
    }

    private static InstanceCustomer ReadCustomer(InstanceText text, int expected, double capacity, InstanceCustomer depot)
    {
        string[] fields = text.Fields(expected == 0 ? "the depot" : "a customer", Columns.Length);
        int number = text.Whole(fields[0], Columns[0], MostCustomers);
        if (number != expected) throw text.Wrong($"{Columns[0]} is {number} where {expected} should follow. Customers are numbered from the depot, 0, without gaps.");
        double[] values = [.. fields.Skip(1).Select((field, index) => text.Number(field, Columns[index + 1], mayBeNegative: index < 2))];
        var customer = new InstanceCustomer(number, values[0], values[1], values[2], values[3], values[4], values[5]);
        if (customer.Demand > capacity) throw text.Wrong($"DEMAND is {fields[3]}, and a vehicle carries {capacity}. No vehicle could serve it.");
        if (customer.Due < customer.Ready) throw text.Wrong($"DUE DATE is {fields[5]}, before READY TIME {fields[4]}. Service can begin between the two.");
        if (expected > 0 && !CanBeReached(customer, depot))
            throw text.Wrong($"customer {number} cannot be served between {depot.Ready} and {depot.Due}, when the depot is open. Check READY TIME, DUE DATE and SERVICE TIME.");
        return customer;
    }

    private static bool CanBeReached(in InstanceCustomer customer, in InstanceCustomer depot)
    {
        // Truncated, so that neither convention is refused.
        double way = DistanceConventions.Between(customer.X, customer.Y, depot.X, depot.Y, DistanceConvention.Truncated) / 10;
        return depot.Ready + way <= customer.Due && Math.Max(depot.Ready + way, customer.Ready) + customer.Service + way <= depot.Due;
    }
}
