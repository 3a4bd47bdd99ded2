using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization.Instances;

/// <summary>A technician of a public instance.</summary>
/// <param name="Number">Its number in the instance.</param>
/// <param name="X">The first coordinate of the home where the day begins and ends.</param>
/// <param name="Y">The second.</param>
/// <param name="From">When the day begins at the earliest.</param>
/// <param name="Until">When it must have ended.</param>
/// <param name="Skills">A bit for each skill.</param>
/// <param name="Stock">The tools and parts to begin with.</param>
public readonly record struct InstanceTechnician(int Number, double X, double Y, double From, double Until, ulong Skills, Supply Stock);

/// <summary>A request of a public instance.</summary>
/// <param name="Number">Its number in the instance.</param>
/// <param name="X">Its first coordinate.</param>
/// <param name="Y">Its second coordinate.</param>
/// <param name="Ready">When service may begin at the earliest.</param>
/// <param name="Due">When service may begin at the latest.</param>
/// <param name="Service">How long service takes.</param>
/// <param name="Skills">A bit for each skill that is needed.</param>
/// <param name="Needs">The tools that must be at hand, and the parts that are used up.</param>
public readonly record struct InstanceRequest(int Number, double X, double Y, double Ready, double Due, double Service, ulong Skills, Supply Needs);

/// <summary>
/// A technician routing and scheduling problem as published by Pillac (2012): technicians begin and end at home with tools and parts of their own; a request needs a technician
/// with its skills who has its tools and parts at hand. A technician may visit the depot once, at no time but the way's, and lacks nothing from then on. The sum of
/// working times, from leaving home to coming back with all waiting, is to be small; whoever serves nobody works for no time.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Depot">Where everything is to be had, and when.</param>
/// <param name="Technicians">The technicians in the order of their numbers.</param>
/// <param name="Requests">The requests in the order of their numbers.</param>
public sealed record TechnicianInstance(
    string Name, InstanceCustomer Depot, ImmutableArray<InstanceTechnician> Technicians, ImmutableArray<InstanceRequest> Requests)
{
    /// <summary>The same as a problem: a stop for each request, behind them one for each technician's visit to the depot, behind those the homes.</summary>
    /// <param name="convention">How distances are counted. The costs of the problem are in <see cref="DistanceConventions.UnitsOf"/> of its unit.</param>
    public RoutingProblem ToProblem(DistanceConvention convention)
    {
        double unit = DistanceConventions.UnitsOf(convention);
        (double X, double Y)[] places =
            [.. Requests.Select(request => (request.X, request.Y)), .. Technicians.Select(_ => (Depot.X, Depot.Y)), .. Technicians.Select(who => (who.X, who.Y))];
        var roads = new DistanceMatrix(places.Length, (from, to) => DistanceConventions.Between(places[from].X, places[from].Y, places[to].X, places[to].Y, convention));
        var refill = new RoutingStop(Depot.Ready * unit, Depot.Due * unit, 0, Penalty: 0);
        int firstHome = Requests.Length + Technicians.Length;
        return new RoutingProblem(
            [.. Requests.Select(request => new RoutingStop(request.Ready * unit, request.Due * unit, request.Service * unit)), .. Technicians.Select(_ => refill)],
            [.. Technicians.Select((who, vehicle) => new RoutingVehicle(firstHome + vehicle, firstHome + vehicle, who.From * unit, who.Until * unit, Kind: vehicle))],
            roads, Choices())
        {
            CountsDuration = true,
            Supplies = new RoutingSupplies(
                [.. Requests.Select(request => request.Needs), .. Technicians.Select(who => who.Stock with { Tools = 0, Parts = [.. who.Stock.Parts.Select(_ => 0)] })],
                [.. Technicians.Select(who => who.Stock)], Requests.Length),
        };
    }

    private IEnumerable<RoutingChoice> Choices()
    {
        for (int vehicle = 0; vehicle < Technicians.Length; vehicle++)
        {
            for (int stop = 0; stop < Requests.Length; stop++)
            {
                if ((Requests[stop].Skills & ~Technicians[vehicle].Skills) == 0) yield return new RoutingChoice(stop, vehicle);
            }
            yield return new RoutingChoice(Requests.Length + vehicle, vehicle);
        }
    }
}
