namespace OptiTime.Planning.Optimization;

/// <summary>In which order stops are put in: drawn anew each time, with the weights of Christiaens and Vanden Berghe 2020.</summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed class InsertionOrder<TRoads>
    where TRoads : struct, IRoads
{
    private enum By
    {
        Chance,
        Demand,
        Far,
        Close,
        NarrowWindow,
        EarlyStart,
        LateEnd,
    }

    // Random 4, demand 4, far 2, close 1; with time windows their length, start and end 2 each.
    private static readonly By[] Weighted =
    [
        By.Chance, By.Chance, By.Chance, By.Chance, By.Demand, By.Demand, By.Demand, By.Demand, By.Far, By.Far, By.Close,
        By.NarrowWindow, By.NarrowWindow, By.EarlyStart, By.EarlyStart, By.LateEnd, By.LateEnd,
    ];

    private readonly PlanDraft<TRoads> _plan;
    private readonly SeededRandom _random;
    private readonly double[][] _ranks;
    private readonly double[] _drawn;

    internal InsertionOrder(PlanDraft<TRoads> plan, SeededRandom random)
    {
        (_plan, _random) = (plan, random);
        int stops = plan.Problem.Stops.Length;
        _drawn = new double[stops];
        _ranks = [.. Enum.GetValues<By>().Select(by => Enumerable.Range(0, stops).Select(stop => RankOf(plan.Problem, stop, by)).ToArray())];
    }

    /// <summary>Puts the pool in an order.</summary>
    internal void Sort()
    {
        By by = Weighted[_random.Below(Weighted.Length)];
        double[] ranks = _ranks[(int)by];
        Span<int> pool = _plan.Pool;
        if (by == By.Chance)
        {
            ranks = _drawn;
            foreach (int stop in pool) ranks[stop] = _random.Share();
        }
        // Some ten stops: nothing is faster.
        for (int index = 1; index < pool.Length; index++)
        {
            int stop = pool[index], at = index;
            double rank = ranks[stop];
            for (; at > 0 && ranks[pool[at - 1]] > rank; at--) pool[at] = pool[at - 1];
            pool[at] = stop;
        }
    }

    private static double RankOf(RoutingProblem problem, int number, By by)
    {
        RoutingStop stop = problem.Stops[number];
        return by switch
        {
            By.Demand => -stop.Demand,
            By.Far => -NearestEnd(problem, number),
            By.Close => NearestEnd(problem, number),
            By.NarrowWindow => stop.Latest - stop.Earliest,
            By.EarlyStart => stop.Earliest,
            By.LateEnd => -stop.Latest,
            _ => 0,
        };
    }

    /// <summary>How far it is to the nearest place where somebody begins who may serve it.</summary>
    private static double NearestEnd(RoutingProblem problem, int stop)
    {
        double nearest = double.MaxValue;
        for (int choice = problem.FirstChoice[stop]; choice < problem.FirstChoice[stop + 1]; choice++)
            nearest = Math.Min(nearest, problem.Roads[stop, problem.Vehicles[problem.Choices[choice].Vehicle].Start]);
        return nearest;
    }
}
