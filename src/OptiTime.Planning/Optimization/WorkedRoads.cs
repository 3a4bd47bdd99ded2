namespace OptiTime.Planning.Optimization;

/// <summary>As plain as <see cref="PlainRoads"/>, but what counts is the time from setting out to coming home.</summary>
internal readonly struct WorkedRoads : IRoads
{
    public static bool CountsDuration => true;

    public double Arrive(int vehicle, double departure, double distance) => departure + distance;

    public double LeaveBy(int vehicle, double arrival, double distance) => arrival - distance;

    public double Begin(int vehicle, double from, double service) => from;

    public double BeginBy(int vehicle, double by, double service) => by;

    public double Cost(int vehicle, double distance) => distance;
}
