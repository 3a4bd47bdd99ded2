using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>
/// Stops, vehicles and the roads between them. The places of the roads are the stops in their order, and behind them where vehicles begin and end.
/// </summary>
public sealed class RoutingProblem
{
    /// <summary>States a problem.</summary>
    /// <param name="stops">What is to be served.</param>
    /// <param name="vehicles">Who serves.</param>
    /// <param name="roads">How far it is from place to place.</param>
    /// <param name="choices">Who may serve what; null where everybody may serve everything, at no cost but the road.</param>
    /// <exception cref="ArgumentException">A vehicle begins or ends at a place there is no road to.</exception>
    public RoutingProblem(
        ImmutableArray<RoutingStop> stops, ImmutableArray<RoutingVehicle> vehicles, DistanceMatrix roads, IEnumerable<RoutingChoice>? choices = null)
    {
        if (roads.Places < stops.Length || vehicles.Any(vehicle => Math.Max(vehicle.Start, vehicle.End) >= roads.Places))
            throw new ArgumentException("Every stop, and every place where a vehicle begins or ends, needs a row in the matrix.", nameof(roads));
        (Stops, Vehicles, Roads) = (stops, vehicles, roads);
        Choices = choices is null ? EveryChoice(stops.Length, vehicles.Length) : InOrder([.. choices]);
        FirstChoice = FirstOf(Choices, stops.Length);
        IsPlain = choices is null && HasPlainVehicles;
    }

    /// <summary>Whether a unit of distance is a unit of time and of cost to everybody, and nobody has breaks.</summary>
    internal bool HasPlainVehicles => Vehicles.All(vehicle => vehicle is { TimePerDistance: 1, CostPerDistance: 1, Breaks.IsEmpty: true });

    /// <summary>What is to be served.</summary>
    public ImmutableArray<RoutingStop> Stops { get; }

    /// <summary>
    /// Whether the time from setting out to coming home is to be small, in place of the road: for vehicles without breaks, for which a unit of distance is one of time.
    /// Default false.
    /// </summary>
    public bool CountsDuration { get; init; }

    /// <summary>What stops need and vehicles carry; only where time counts. Null for nothing.</summary>
    public RoutingSupplies? Supplies { get; init; }

    /// <summary>Who serves.</summary>
    public ImmutableArray<RoutingVehicle> Vehicles { get; }

    /// <summary>How far it is from place to place.</summary>
    public DistanceMatrix Roads { get; }

    /// <summary>Who may serve what, in the order of stops and then of vehicles.</summary>
    public ImmutableArray<RoutingChoice> Choices { get; }

    /// <summary>For each stop the first of its choices; behind them how many choices there are.</summary>
    internal int[] FirstChoice { get; }

    /// <summary>The same, and everybody may serve everything at no cost but the road.</summary>
    internal bool IsPlain { get; }

    /// <summary>The choice of a stop and a vehicle; -1 where it may not serve it.</summary>
    internal int ChoiceOf(int stop, int vehicle)
    {
        int low = FirstChoice[stop], high = FirstChoice[stop + 1] - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (Choices[middle].Vehicle == vehicle) return middle;
            if (Choices[middle].Vehicle < vehicle) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    private static ImmutableArray<RoutingChoice> EveryChoice(int stops, int vehicles) =>
        [.. Enumerable.Range(0, stops * vehicles).Select(index => new RoutingChoice(index / vehicles, index % vehicles))];

    private static ImmutableArray<RoutingChoice> InOrder(RoutingChoice[] choices)
    {
        Array.Sort(choices, (left, right) => left.Stop != right.Stop ? left.Stop.CompareTo(right.Stop) : left.Vehicle.CompareTo(right.Vehicle));
        return [.. choices];
    }

    private static int[] FirstOf(ImmutableArray<RoutingChoice> choices, int stops)
    {
        int[] first = new int[stops + 1];
        foreach (RoutingChoice choice in choices) first[choice.Stop + 1]++;
        for (int stop = 0; stop < stops; stop++) first[stop + 1] += first[stop];
        return first;
    }
}
