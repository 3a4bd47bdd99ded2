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
        ImmutableArray<ImmutableArray<Visit>> driven = [.. play._vans.Select(van => van.Visits.ToImmutableArray())];
        (int served, double road) = DynamicReferee.Drive(day, driven);
        return new DynamicOutcome(day, served, road / day.Unit, [.. play._answers]);
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
                     select (van, found.Value.Index);
        if (places.FirstOrDefault() is not (van: { } cheapest, Index: var index)) return false;
        cheapest.Ahead.Insert(index, stop);
        return true;
    }

    private void PlanAnew(List<int> missing, long rounds, CancellationToken stop)
    {
        int[] open = [.. _vans.SelectMany(van => van.Ahead), .. missing];
        if (open.Length == 0) return;
        var start = ImmutableArray.CreateBuilder<ImmutableArray<int>>(_vans.Length);
        int first = 0;
        foreach (Van van in _vans)
        {
            start.Add([.. Enumerable.Range(first, van.Ahead.Count)]);
            first += van.Ahead.Count;
        }
        RoutingPlan plan = RouteSearch.Run(Rest(open, first), start.MoveToImmutable(), _effort.Seed, new SearchSettings(), SearchPace.Rounds(rounds), stop);
        for (int index = 0; index < _vans.Length; index++) _vans[index].Ahead = [.. plan.Routes[index].Select(number => open[number])];
    }

    /// <summary>What is left of the problem: the stops nobody has left for, and vehicles that begin where they are.</summary>
    /// <param name="open">The stops.</param>
    /// <param name="promised">How many of them, from the first, were told yes.</param>
    private RoutingProblem Rest(int[] open, int promised)
    {
        RoutingProblem whole = _day.Problem;
        int[] places = [.. open, .. _vans.Select(van => van.Place), .. _vans.Select(van => van.Vehicle.End)];
        var roads = new DistanceMatrix(places.Length, (from, to) => whole.Roads[places[from], places[to]]);
        // Of those that have not left one is as good as another; who is out is like nobody else.
        var vehicles = _vans.Select((van, index) => van.Vehicle with
        {
            Start = open.Length + index,
            End = open.Length + _vans.Length + index,
            From = van.Leave,
            Capacity = van.Capacity,
            Kind = van.Visits.Count == 0 ? van.Vehicle.Kind : -1 - index,
        });
        var stops = open.Select((stop, index) => whole.Stops[stop] with { Penalty = index < promised ? RoutingStop.MustBeServed : Refused });
        return new RoutingProblem([.. stops], [.. vehicles], roads, ChoicesAmong(open));
    }

    /// <summary>Who may serve what; null where everybody may serve everything.</summary>
    private IEnumerable<RoutingChoice>? ChoicesAmong(int[] open)
    {
        RoutingProblem whole = _day.Problem;
        if (whole.Choices.Length == whole.Stops.Length * whole.Vehicles.Length && whole.Choices.All(choice => choice.Cost == 0)) return null;
        var renumbered = open.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return whole.Choices.Where(choice => renumbered.ContainsKey(choice.Stop)).Select(choice => choice with { Stop = renumbered[choice.Stop] });
    }
}
