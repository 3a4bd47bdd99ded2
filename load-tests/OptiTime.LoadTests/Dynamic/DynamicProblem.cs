using System.Collections.Immutable;
using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>A routing problem whose stops become known in the course of the day.</summary>
/// <param name="Name">The name of the instance.</param>
/// <param name="Degree">How many of a hundred stops are not known in the morning.</param>
/// <param name="Problem">The problem with all of its stops.</param>
/// <param name="Known">From when each is known; negative infinity from the beginning.</param>
/// <param name="Unit">How many units of the problem's road make one of the instance.</param>
/// <param name="BestKnown">The best that is known to somebody who knows all of them in the morning, in the instance's unit.</param>
internal sealed record DynamicProblem(string Name, int Degree, RoutingProblem Problem, ImmutableArray<double> Known, double Unit, double BestKnown)
{
    /// <summary>The moments at which something becomes known, in order.</summary>
    internal IEnumerable<double> Releases => Known.Where(double.IsFinite).Distinct().Order();
}

/// <summary>What became of a day.</summary>
/// <param name="Day">What was played.</param>
/// <param name="Served">How many stops were served; the others were refused when they became known.</param>
/// <param name="Road">How far was driven, in the instance's unit.</param>
/// <param name="Answers">How long it took to answer each release.</param>
internal sealed record DynamicOutcome(DynamicProblem Day, int Served, double Road, ImmutableArray<TimeSpan> Answers)
{
    /// <summary>Whether nobody was refused.</summary>
    internal bool IsWhole => Served == Day.Known.Length;

    /// <summary>How much longer the road is than the best known: 0.1 for a tenth.</summary>
    internal double Gap => (Road / Day.BestKnown) - 1;
}
