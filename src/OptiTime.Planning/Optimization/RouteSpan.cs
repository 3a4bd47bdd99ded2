namespace OptiTime.Planning.Optimization;

/// <summary>
/// How long a part of a route takes from its first departure to its last service, waiting included, for whoever sets out as late as that does not make it
/// longer: two parts are joined in constant time (Vidal, Crainic, Gendreau and Prins 2013, "A hybrid genetic algorithm with adaptive diversity management for a
/// large class of vehicle routing problems with time-windows"). Only for parts that can be served in time.
/// </summary>
/// <param name="Duration">How long it takes at least.</param>
/// <param name="Earliest">The first moment to begin so that it takes no longer.</param>
/// <param name="Latest">The last such moment.</param>
internal readonly record struct RouteSpan(double Duration, double Earliest, double Latest)
{
    /// <summary>One part after another.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="way">How long it takes from one to the other.</param>
    internal static RouteSpan Join(in RouteSpan first, in RouteSpan second, double way)
    {
        double until = first.Duration + way, waiting = Math.Max(second.Earliest - until - first.Latest, 0);
        return new RouteSpan(
            until + second.Duration + waiting, Math.Max(second.Earliest - until, first.Earliest) - waiting, Math.Min(second.Latest - until, first.Latest));
    }
}
