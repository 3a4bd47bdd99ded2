namespace OptiTime.Planning.Optimization;

/// <summary>How vehicles get along: what is looked up for every position of every route, so it is a structure that the compiler knows.</summary>
internal interface IRoads
{
    /// <summary>Whether time from setting out to coming home is what counts, in place of the road.</summary>
    static abstract bool CountsDuration { get; }

    /// <summary>When a vehicle arrives that leaves then and drives so far.</summary>
    double Arrive(int vehicle, double departure, double distance);

    /// <summary>When it must leave to arrive by then: the mirror of <see cref="Arrive"/>.</summary>
    double LeaveBy(int vehicle, double arrival, double distance);

    /// <summary>The first moment not before another at which a service of this length can begin.</summary>
    double Begin(int vehicle, double from, double service);

    /// <summary>The last moment not after another at which a service of this length can begin.</summary>
    double BeginBy(int vehicle, double by, double service);

    /// <summary>What so much road costs.</summary>
    double Cost(int vehicle, double distance);
}
