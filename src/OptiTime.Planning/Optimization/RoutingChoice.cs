namespace OptiTime.Planning.Optimization;

/// <summary>That a vehicle may serve a stop.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="Cost">What that costs beside the road: labour, and the trouble of being served by somebody else than was planned. Default 0.</param>
public readonly record struct RoutingChoice(int Stop, int Vehicle, double Cost = 0);
