using System.Collections.Immutable;
using System.Diagnostics;
using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>How hard a day is thought about.</summary>
/// <param name="Morning">How many rounds of ruin and recreate plan what is known in the morning.</param>
/// <param name="Release">How many plan anew what nobody has left for, whenever something becomes known; 0 for cheapest insertion alone.</param>
/// <param name="Seed">Decides what is left to chance.</param>
internal sealed record DynamicEffort(long Morning, long Release, ulong Seed);

/// <summary>
/// Plays a day on which requests become known one after the other, by the clock of the instance. Who calls is told at once whether they are served: each is
/// put in where it is cheapest, then all that nobody has left for yet is planned anew, and who has found no place by then is refused for good. Nobody who was
/// told yes is given up, and no vehicle is called back from its way.
/// </summary>
internal sealed class DynamicDay
{
    // Less than to give up somebody who was told yes, more than any road.
    private const double Refused = RoutingStop.MustBeServed / 1_000;

    private readonly DynamicProblem _day;
    private readonly DynamicEffort _effort;
    private readonly Van[] _vans;
    private readonly List<TimeSpan> _answers = [];

    private DynamicDay(DynamicProblem day, DynamicEffort effort)
    {
        (_day, _effort) = (day, effort);
        _vans = [.. Enumerable.Range(0, day.Problem.Vehicles.Length).Select(number => new Van(day.Problem, number))];
    }

    /// <summary>Plays it.</summary>
    /// <exception cref="LoadTestException">Somebody was served who could not be: a mistake in what is measured, or in measuring it.</exception>
    internal static DynamicOutcome Play(DynamicProblem day, DynamicEffort effort, CancellationToken stop)
    {
        var play = new DynamicDay(day, effort);
        play.Answer(double.NegativeInfinity, effort.Morning, stop);
        foreach (double now in day.Releases)
        {
            stop.ThrowIfCancellationRequested();
            long began = Stopwatch.GetTimestamp();
            foreach (Van van in play._vans) van.Advance(now);
            play.Answer(now, effort.Release, stop);
            play._answers.Add(Stopwatch.GetElapsedTime(began));
        }
        foreach (Van van in play._vans) van.Advance(double.PositiveInfinity);
        ImmutableArray<ImmutableArray<Visit>> visits = [.. play._vans.Select(van => van.Visits.ToImmutableArray())];
        Driven driven = day.Technicians is { } technicians ? TechnicianReferee.Drive(technicians, day.Known, visits) : DynamicReferee.Drive(day, visits);
        return new DynamicOutcome(day, driven.Served, driven.Road / day.Unit, driven.Worked / day.Unit, [.. play._answers]);
    }

    /// <summary>Finds places for what becomes known at a moment.</summary>
    private void Answer(double now, long rounds, CancellationToken stop)
    {
        int[] called = [.. Enumerable.Range(0, _day.Known.Length).Where(number => _day.Known[number] == now)];
        List<int> missing = [.. called.Where(number => !TryInsert(number))];
        if (rounds > 0) PlanAnew(missing, rounds, stop);
    }

    private bool TryInsert(int stop)
    {
        var places = from van in _vans
                     let found = van.Cheapest(stop)
                     where found is not null
                     orderby found.Value.Added
                     select (van, found.Value.Ahead);
        if (places.FirstOrDefault() is not (van: { } cheapest, Ahead: var ahead)) return false;
        cheapest.Ahead = ahead;
        return true;
    }

    private void PlanAnew(List<int> missing, long rounds, CancellationToken stop)
    {
        int[] promised = [.. _vans.SelectMany(van => van.Ahead).Where(number => number < _day.Known.Length)];
        if (promised.Length + missing.Count == 0) return;
        // Behind the requests the visits to what vehicles lack, one for each.
        int[] stops = [.. promised, .. missing, .. Enumerable.Range(_day.Known.Length, _day.Problem.Stops.Length - _day.Known.Length)];
        var numbers = stops.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        ImmutableArray<int>[] start = [.. _vans.Select(van => van.Ahead.Select(number => numbers[number]).ToImmutableArray())];
        RoutingPlan plan = RouteSearch.Run(Rest(stops, promised.Length, missing.Count, numbers), start, _effort.Seed, new SearchSettings(), SearchPace.Rounds(rounds), stop);
        foreach (Van van in _vans) van.Ahead = [.. plan.Routes[van.Number].Select(number => stops[number])];
    }

    /// <summary>What is left of the problem: the stops nobody has left for, and vehicles that begin where they are with what they have.</summary>
    /// <param name="stops">The stops.</param>
    /// <param name="promised">How many of them, from the first, were told yes.</param>
    /// <param name="missing">How many, behind those, have no place.</param>
    /// <param name="numbers">Their numbers among them.</param>
    private RoutingProblem Rest(int[] stops, int promised, int missing, Dictionary<int, int> numbers)
    {
        RoutingProblem whole = _day.Problem;
        int[] places = [.. stops, .. _vans.Select(van => van.At.Place), .. _vans.Select(van => van.Vehicle.End)];
        var roads = new DistanceMatrix(places.Length, (from, to) => whole.Roads[places[from], places[to]]);
        // Of those that have not left one is as good as another; who is out is like nobody else.
        var vehicles = _vans.Select((van, index) => van.Vehicle with
        {
            Start = stops.Length + index,
            End = stops.Length + _vans.Length + index,
            From = van.At.Leave,
            Capacity = van.Vehicle.Capacity - van.At.Load,
            Kind = van.At.IsOut ? -1 - index : van.Vehicle.Kind,
            IsUnderWay = van.At.IsOut,
        });
        var open = stops.Select((stop, index) => whole.Stops[stop] with { Penalty = index < promised ? RoutingStop.MustBeServed : index < promised + missing ? Refused : 0 });
        return new RoutingProblem([.. open], [.. vehicles], roads, ChoicesAmong(numbers))
        {
            CountsDuration = whole.CountsDuration,
            Supplies = whole.Supplies is { } supplies ? new RoutingSupplies([.. stops.Select(stop => supplies.Needs[stop])], [.. _vans.Select(van => van.At.Stock)], promised + missing) : null,
        };
    }

    /// <summary>Who may serve what; null where everybody may serve everything.</summary>
    private IEnumerable<RoutingChoice>? ChoicesAmong(Dictionary<int, int> numbers)
    {
        RoutingProblem whole = _day.Problem;
        if (whole.Choices.Length == whole.Stops.Length * whole.Vehicles.Length && whole.Choices.All(choice => choice.Cost == 0)) return null;
        return whole.Choices.Where(choice => numbers.ContainsKey(choice.Stop)).Select(choice => choice with { Stop = numbers[choice.Stop] });
    }
}
