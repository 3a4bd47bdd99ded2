using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>Each vehicle has its pace, its price and its breaks. A journey may span a break, a service may not; all four times only grow with what they begin from.</summary>
internal readonly struct PacedRoads(ImmutableArray<RoutingVehicle> vehicles) : IRoads
{
    public static bool CountsDuration => false;

    public double Arrive(int vehicle, double departure, double distance)
    {
        RoutingVehicle who = vehicles[vehicle];
        double at = departure, travel = distance * who.TimePerDistance;
        foreach (RoutingBreak pause in who.Breaks)
        {
            if (at >= pause.To) continue;
            if (at >= pause.From) at = pause.To;
            else if (at + travel > pause.From) (travel, at) = (travel - (pause.From - at), pause.To);
            else break;
        }
        return at + travel;
    }

    public double LeaveBy(int vehicle, double arrival, double distance)
    {
        RoutingVehicle who = vehicles[vehicle];
        double at = arrival, travel = distance * who.TimePerDistance;
        for (int index = who.Breaks.Length - 1; index >= 0; index--)
        {
            RoutingBreak pause = who.Breaks[index];
            if (at <= pause.From) continue;
            if (at <= pause.To) at = pause.From;
            else if (at - travel < pause.To) (travel, at) = (travel - (at - pause.To), pause.From);
            else break;
        }
        return at - travel;
    }

    public double Begin(int vehicle, double from, double service)
    {
        foreach (RoutingBreak pause in vehicles[vehicle].Breaks)
        {
            if (from < pause.To && from + service > pause.From) from = pause.To;
        }
        return from;
    }

    public double BeginBy(int vehicle, double by, double service)
    {
        ImmutableArray<RoutingBreak> breaks = vehicles[vehicle].Breaks;
        for (int index = breaks.Length - 1; index >= 0; index--)
        {
            if (by < breaks[index].To && by + service > breaks[index].From) by = breaks[index].From - service;
        }
        return by;
    }

    public double Cost(int vehicle, double distance) => distance * vehicles[vehicle].CostPerDistance;
}
