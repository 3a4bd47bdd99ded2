using System.Collections.Immutable;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>A routing problem whose requests become known in the course of the day.</summary>
/// <param name="Name">The name of the instance.</param>
/// <param name="Degree">How many of a hundred requests are not known in the morning.</param>
/// <param name="Problem">The problem with all of its stops: requests first, then visits to what technicians lack.</param>
/// <param name="Known">From when each request is known; negative infinity from the beginning.</param>
/// <param name="Unit">How many units of the problem's road make one of the instance.</param>
/// <param name="BestKnown">The best that is known to somebody who knows all of them in the morning, in the instance's unit.</param>
internal sealed record DynamicProblem(string Name, int Degree, RoutingProblem Problem, ImmutableArray<double> Known, double Unit, double BestKnown)
{
    /// <summary>The technicians and requests it is made of, whose working time counts; null for vehicles, whose road counts.</summary>
    internal TechnicianInstance? Technicians { get; init; }

    /// <summary>How far is driven in the best that is known.</summary>
    internal double BestRoad { get; init; } = BestKnown;

    /// <summary>The class of the instance: C1, R2.</summary>
    internal string Class => Name[..(Name.IndexOfAny(['1', '2']) + 1)];

    /// <summary>The moments at which something becomes known, in order.</summary>
    internal IEnumerable<double> Releases => Known.Where(double.IsFinite).Distinct().Order();
}

/// <summary>What was driven on a day.</summary>
/// <param name="Served">How many requests were served.</param>
/// <param name="Road">How far was driven.</param>
/// <param name="Worked">How long all were out together, waiting counted.</param>
internal readonly record struct Driven(int Served, double Road, double Worked);

/// <summary>What became of a day.</summary>
/// <param name="Day">What was played.</param>
/// <param name="Served">How many requests were served; the others were refused when they became known.</param>
/// <param name="Road">How far was driven, in the instance's unit.</param>
/// <param name="Worked">How long all were out together, in the instance's unit.</param>
/// <param name="Answers">How long it took to answer each release.</param>
internal sealed record DynamicOutcome(DynamicProblem Day, int Served, double Road, double Worked, ImmutableArray<TimeSpan> Answers)
{
    /// <summary>Whether nobody was refused.</summary>
    internal bool IsWhole => Served == Day.Known.Length;

    /// <summary>What counts: working time of technicians, the road of vehicles.</summary>
    internal double Counted => Day.Technicians is null ? Road : Worked;

    /// <summary>How much more than the best known that is: 0.1 for a tenth.</summary>
    internal double Gap => (Counted / Day.BestKnown) - 1;

    /// <summary>How much longer the road is than that of the best known.</summary>
    internal double RoadGap => (Road / Day.BestRoad) - 1;
}
