namespace OptiTime.Planning.Optimization;

/// <summary>Something to be served where it is, in a routing problem. Times are in the problem's unit of time, amounts in its unit of cost.</summary>
/// <param name="Earliest">The first moment service may begin; who comes earlier waits.</param>
/// <param name="Latest">The last moment service may begin (included).</param>
/// <param name="Service">How long service takes. Not negative.</param>
/// <param name="Demand">What it takes of a vehicle's capacity. Not negative. Default 0.</param>
/// <param name="Penalty">What it costs to leave it unserved. Default <see cref="MustBeServed"/>.</param>
/// <param name="IsFixed">Whether it stays with the vehicle and in the order of the plan to begin with; others may be put before and behind it.</param>
public readonly record struct RoutingStop(
    double Earliest, double Latest, double Service, double Demand = 0, double Penalty = RoutingStop.MustBeServed, bool IsFixed = false)
{
    /// <summary>More than any plan costs: what is to be served unless it cannot be.</summary>
    public const double MustBeServed = 1e9;
}
