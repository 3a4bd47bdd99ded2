namespace OptiTime.Planning.Optimization;

/// <summary>A place of a route: where a vehicle begins, a stop, or where it ends. Half a cache line, so that a scan of positions reads one after the other.</summary>
internal struct RouteNode
{
    /// <summary>The place; of a stop also its number.</summary>
    internal int Place;

    /// <summary>The choice by which the vehicle serves it; of no meaning for the two ends.</summary>
    internal int Choice;

    /// <summary>How far it is from the place before.</summary>
    internal double Leg;

    /// <summary>When the vehicle can leave here at the earliest.</summary>
    internal double Departure;

    /// <summary>When it must be here at the latest, that it can serve this and everything behind it in time (Savelsbergh 1992).</summary>
    internal double ArriveBy;
}
