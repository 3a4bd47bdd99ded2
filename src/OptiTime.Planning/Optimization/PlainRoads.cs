namespace OptiTime.Planning.Optimization;

/// <summary>A unit of distance is a unit of time and of cost, and nobody has breaks.</summary>
internal readonly struct PlainRoads : IRoads
{
    public static bool CountsDuration => false;

    public double Arrive(int vehicle, double departure, double distance) => departure + distance;

    public double LeaveBy(int vehicle, double arrival, double distance) => arrival - distance;

    public double Begin(int vehicle, double from, double service) => from;

    public double BeginBy(int vehicle, double by, double service) => by;

    public double Cost(int vehicle, double distance) => distance;
}
