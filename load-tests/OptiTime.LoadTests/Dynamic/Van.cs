using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>A way to a stop that was driven.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Left">When the vehicle left for it.</param>
internal readonly record struct Visit(int Stop, double Left);

/// <summary>
/// A vehicle in the course of a day. It leaves for its next stop as late as it can without serving it later than planned, and waits where it is until
/// then: from that moment on the stop is its own, before it anything may change.
/// </summary>
internal sealed class Van
{
    private readonly RoutingProblem _problem;
    private readonly HashSet<int> _may;
    private readonly List<Visit> _visits = [];
    private double _load;

    /// <summary>A vehicle in the morning.</summary>
    /// <param name="problem">The whole problem.</param>
    /// <param name="number">Which of its vehicles.</param>
    internal Van(RoutingProblem problem, int number)
    {
        (_problem, Vehicle) = (problem, problem.Vehicles[number]);
        (Place, Leave) = (Vehicle.Start, Vehicle.From);
        _may = [.. problem.Choices.Where(choice => choice.Vehicle == number).Select(choice => choice.Stop)];
    }

    /// <summary>The stops it is to serve and has not left for, in order.</summary>
    internal List<int> Ahead { get; set; } = [];

    /// <summary>The stops it has left for, in order.</summary>
    internal IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Where it is, or is bound for.</summary>
    internal int Place { get; private set; }

    /// <summary>When it can leave there.</summary>
    internal double Leave { get; private set; }

    /// <summary>The vehicle as it began.</summary>
    internal RoutingVehicle Vehicle { get; }

    /// <summary>What it can still carry.</summary>
    internal double Capacity => Vehicle.Capacity - _load;

    /// <summary>Lets it leave for whatever it must leave for before a moment; nothing that is decided then can let it leave earlier.</summary>
    internal void Advance(double now)
    {
        while (Ahead.Count > 0)
        {
            (double left, double over) = Serve(Place, Leave, Ahead[0]);
            if (left >= now) break;
            _visits.Add(new Visit(Ahead[0], left));
            (Place, Leave, _load) = (Ahead[0], over, _load + _problem.Stops[Ahead[0]].Demand);
            Ahead.RemoveAt(0);
        }
        Leave = Math.Max(Leave, now);
    }

    /// <summary>What another stop adds to its road at its cheapest position, and where that is; null when it fits nowhere.</summary>
    internal (double Added, int Index)? Cheapest(int stop)
    {
        if (!_may.Contains(stop)) return null;
        (double Added, int Index)? best = null;
        for (int index = 0; index <= Ahead.Count; index++)
        {
            int before = index == 0 ? Place : Ahead[index - 1], behind = index == Ahead.Count ? Vehicle.End : Ahead[index];
            double added = _problem.Roads[before, stop] + _problem.Roads[stop, behind] - _problem.Roads[before, behind];
            if (!(best?.Added <= added) && Keeps([.. Ahead[..index], stop, .. Ahead[index..]])) best = (added, index);
        }
        return best;
    }

    private bool Keeps(IReadOnlyList<int> stops)
    {
        (int place, double leave, double load) = (Place, Leave, _load);
        foreach (int stop in stops)
        {
            (double left, double over) = Serve(place, leave, stop);
            if (left + _problem.Roads[place, stop] > _problem.Stops[stop].Latest) return false;
            (place, leave, load) = (stop, over, load + _problem.Stops[stop].Demand);
        }
        return load <= Vehicle.Capacity && leave + _problem.Roads[place, Vehicle.End] <= Vehicle.Until;
    }

    /// <summary>When it leaves for a stop, and when it has served it.</summary>
    private (double Left, double Over) Serve(int place, double leave, int stop)
    {
        double road = _problem.Roads[place, stop], begin = Math.Max(leave + road, _problem.Stops[stop].Earliest);
        return (begin - road, begin + _problem.Stops[stop].Service);
    }
}
