using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>The search itself, over roads that the compiler knows. See <see cref="RouteSearch"/>.</summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed class RuinAndRecreate<TRoads>
    where TRoads : struct, IRoads
{
    // Less than this is no gain but what rounding leaves.
    private const double Least = 1e-7;

    private readonly PlanDraft<TRoads> _plan;
    private readonly SeededRandom _random;
    private readonly StringRemoval<TRoads> _ruin;
    private readonly GreedyInsertion<TRoads> _recreate;
    private readonly SearchSettings _settings;
    private readonly BestPlan<TRoads> _best;

    internal RuinAndRecreate(RoutingProblem problem, TRoads roads, IReadOnlyList<ImmutableArray<int>>? start, ulong seed, SearchSettings settings)
    {
        _plan = new PlanDraft<TRoads>(problem, roads);
        (_random, _settings) = (new SeededRandom(seed), settings);
        _ruin = new StringRemoval<TRoads>(_plan, settings, _random);
        _recreate = new GreedyInsertion<TRoads>(_plan, settings, _random);
        if (start is null) _recreate.Recreate();
        else Place(start);
        _plan.Keep();
        _best = new BestPlan<TRoads>(_plan);
    }

    internal RoutingPlan Run(SearchPace pace, CancellationToken stop)
    {
        double perStop = RoadPerStop(), hot = perStop * _settings.Hot, cold = perStop * _settings.Cold;
        double told = double.PositiveInfinity;
        long rounds = 0;
        for (double share = pace.ShareOver(0); share < 1 && !stop.IsCancellationRequested && _plan.Problem.Stops.Length > 0; share = pace.ShareOver(rounds))
        {
            double temperature = hot * Math.Pow(cold / hot, share);
            for (int round = 0; round < SearchPace.RoundsBetween; round++) Round(temperature);
            rounds += SearchPace.RoundsBetween;
            if (_best.Cost >= told) continue;
            told = _best.Cost;
            pace.Tell(rounds, told);
        }
        return _best.ToPlan();
    }

    private void Round(double temperature)
    {
        double before = _plan.Cost;
        _ruin.Ruin();
        _recreate.Recreate();
        // Kept when it is cheaper than what chance allows (simulated annealing: Kirkpatrick, Gelatt and Vecchi 1983).
        if (_plan.Cost >= before - (temperature * Math.Log(1 - _random.Share())))
        {
            _plan.Undo();
            return;
        }
        _plan.Keep();
        if (_plan.Cost < _best.Cost - Least) _best.Take(_plan);
    }

    private void Place(IReadOnlyList<ImmutableArray<int>> start)
    {
        for (int vehicle = 0; vehicle < start.Count; vehicle++)
        {
            for (int index = 0; index < start[vehicle].Length; index++)
                _plan.Insert(start[vehicle][index], _plan.Problem.ChoiceOf(start[vehicle][index], vehicle), index + 1);
        }
    }

    /// <summary>What the road costs per stop: what temperatures are measured in.</summary>
    private double RoadPerStop() => Math.Max(double.Epsilon, _plan.RoadCost() / Math.Max(1, _plan.Problem.Stops.Length));
}
