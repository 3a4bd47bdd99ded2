using System.Globalization;
using OptiTime.Planning.Optimization;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>Solves an instance for some time: turns seconds into the share of time by which a search cools.</summary>
/// <param name="clock">The clock.</param>
internal sealed class SolveRun(TimeProvider clock)
{
    /// <summary>Searches until the time is up or it is stopped, and has the best plan checked.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="order">How.</param>
    /// <param name="report">Told the share of time that is over, and the cost so far.</param>
    /// <param name="stop">Ends it early.</param>
    internal async Task<Solved> RunAsync(SolvableInstance instance, SolveOrder order, Action<double, string> report, CancellationToken stop)
    {
        long began = clock.GetTimestamp(), rounds = 0;
        double cost = double.PositiveInfinity;
        RoutingPlan[] plans = await Task.WhenAll(Enumerable.Range(0, order.Threads).Select(one => Task.Run(() => Search(one), CancellationToken.None)));
        (var routes, double checkedCost, var faults) = instance.Check(plans.MinBy(plan => plan.Cost)!);
        return new Solved(routes, checkedCost, faults, rounds, clock.GetElapsedTime(began));

        RoutingPlan Search(int one)
        {
            long made = 0;
            var pace = new SearchPace(
                done =>
                {
                    double share = clock.GetElapsedTime(began) / order.Time;
                    Interlocked.Add(ref rounds, done - made);
                    made = done;
                    if (one == 0 && cost < RoutingStop.MustBeServed) report(Math.Min(1, share), Words(cost / instance.Units, done));
                    return share;
                },
                (_, found) =>
                {
                    if (one == 0) cost = found;
                });
            return RouteSearch.Run(instance.Problem, null, order.Seed + (ulong)one, new SearchSettings(), pace, stop);
        }

        string Words(double found, long done) => string.Create(CultureInfo.InvariantCulture, $"{instance.Measure} {found:0.0}, {done:N0} rounds");
    }
}
