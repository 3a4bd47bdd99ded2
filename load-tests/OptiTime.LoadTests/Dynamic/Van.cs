using System.Collections.Immutable;
using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>A way that was driven.</summary>
/// <param name="Stop">The stop it led to, or the place where the vehicle ends.</param>
/// <param name="Left">When the vehicle left for it.</param>
internal readonly record struct Visit(int Stop, double Left);

/// <summary>
/// A vehicle in the course of a day. It leaves for its next stop as late as it can without serving it later than planned, and waits where it is until
/// then: from that moment on the stop is its own, before it anything may change. Where time counts it leaves home as late as it can without coming back later, and
/// who has nothing more to do drives home, whence they may set out again.
/// </summary>
internal sealed class Van
{
    // What adding up hundreds of distances may be off.
    private const double Rounding = 1e-7;

    private readonly RoutingProblem _problem;
    private readonly HashSet<int> _may;
    private readonly List<Visit> _visits = [];
    private VanState _at;

    /// <summary>A vehicle in the morning.</summary>
    /// <param name="problem">The whole problem.</param>
    /// <param name="number">Which of its vehicles.</param>
    internal Van(RoutingProblem problem, int number)
    {
        (_problem, Number, Vehicle) = (problem, number, problem.Vehicles[number]);
        _at = new VanState(Vehicle.Start, Vehicle.From, 0, problem.Supplies?.Stock[number] ?? default, IsOut: false);
        _may = [.. problem.Choices.Where(choice => choice.Vehicle == number).Select(choice => choice.Stop)];
    }

    /// <summary>The stops it is to serve and has not left for, in order.</summary>
    internal IReadOnlyList<int> Ahead { get; set; } = [];

    /// <summary>The ways it has left for, in order.</summary>
    internal IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Where it is, or is bound for, when it can leave there, and what it has then.</summary>
    internal VanState At => _at;

    /// <summary>Which of the problem's vehicles it is.</summary>
    internal int Number { get; }

    /// <summary>The vehicle as it began.</summary>
    internal RoutingVehicle Vehicle { get; }

    /// <summary>Lets it leave for whatever it must leave for before a moment; nothing that is decided then can let it leave earlier.</summary>
    internal void Advance(double now)
    {
        while (Ahead.Count > 0 && SetOut(Ahead, Finish(Ahead)!.Value) is var left && left < now)
        {
            _visits.Add(new Visit(Ahead[0], left));
            _at = (_at with { Leave = left }).After(_problem, Ahead[0]);
            Ahead = [.. Ahead.Skip(1)];
        }
        if (_problem.CountsDuration && Ahead.Count == 0 && _at.IsOut && _at.Leave < now)
        {
            _visits.Add(new Visit(Vehicle.End, _at.Leave));
            _at = _at with { Place = Vehicle.End, Leave = _at.Leave + _problem.Roads[_at.Place, Vehicle.End], IsOut = false };
        }
        _at = _at with { Leave = Math.Max(_at.Leave, now) };
    }

    /// <summary>What another stop adds at its cheapest position to what counts, and all that is ahead then; null when it fits nowhere.</summary>
    internal (double Added, ImmutableArray<int> Ahead)? Cheapest(int stop)
    {
        if (!_may.Contains(stop)) return null;
        ImmutableArray<int>[] ways = [.. Enumerable.Range(0, Ahead.Count + 1).Select(index => ImmutableArray.Create([.. Ahead.Take(index), stop, .. Ahead.Skip(index)]))];
        return BestOf(ways) ?? BestOf(ways.SelectMany(WithRefill));
    }

    private (double Added, ImmutableArray<int> Ahead)? BestOf(IEnumerable<ImmutableArray<int>> ways)
    {
        (double Cost, ImmutableArray<int> Ahead)? best = null;
        foreach (ImmutableArray<int> way in ways)
        {
            if (Cost(way) is { } cost && !(best?.Cost <= cost)) best = (cost, way);
        }
        return best is { } found ? (found.Cost - Cost(Ahead)!.Value, found.Ahead) : null;
    }

    /// <summary>The same with the visit to what the vehicle lacks before each of the stops; nothing where it lacks nothing or goes there anyway.</summary>
    private IEnumerable<ImmutableArray<int>> WithRefill(ImmutableArray<int> stops)
    {
        if (_problem.Supplies is not { } supplies || _at.HasAll || stops.Any(stop => stop >= supplies.FirstRefill)) return [];
        return Enumerable.Range(0, stops.Length).Select(index => stops.Insert(index, supplies.FirstRefill + Number));
    }

    /// <summary>What counts of serving some stops from now on; null where that cannot be.</summary>
    private double? Cost(IReadOnlyList<int> stops)
    {
        if (Finish(stops) is not { } finish) return null;
        if (_problem.CountsDuration) return finish - (stops.Count == 0 && !_at.IsOut ? finish : _at.IsOut ? _at.Leave : SetOut(stops, finish));
        (double road, int place) = (0, _at.Place);
        foreach (int stop in stops) (road, place) = (road + _problem.Roads[place, stop], stop);
        return road + _problem.Roads[place, Vehicle.End];
    }

    /// <summary>When it is back at the earliest; null where it is late somewhere, or lacks something.</summary>
    private double? Finish(IReadOnlyList<int> stops)
    {
        VanState at = _at;
        foreach (int stop in stops)
        {
            if (!at.Covers(_problem, stop) || at.Leave + _problem.Roads[at.Place, stop] > _problem.Stops[stop].Latest + Rounding) return null;
            at = at.After(_problem, stop);
        }
        double finish = at.Leave + _problem.Roads[at.Place, Vehicle.End];
        return at.Load <= Vehicle.Capacity && finish <= Vehicle.Until + Rounding ? finish : null;
    }

    /// <summary>When it leaves for the first stop: so late as serves it no later, or from home so late as brings it back no later.</summary>
    private double SetOut(IReadOnlyList<int> stops, double finish)
    {
        double way = _problem.Roads[_at.Place, stops[0]];
        if (_at.IsOut || !_problem.CountsDuration) return Math.Max(_at.Leave, _problem.Stops[stops[0]].Earliest - way);
        (double by, int next) = (finish, Vehicle.End);
        foreach (int stop in stops.Reverse()) (by, next) = (Math.Min(by - _problem.Roads[stop, next] - _problem.Stops[stop].Service, _problem.Stops[stop].Latest), stop);
        return Math.Max(_at.Leave, by - way);
    }
}
