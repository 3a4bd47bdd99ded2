using System.Collections.Immutable;
using OptiTime.Planning.Optimization;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>A point of the picture.</summary>
/// <param name="Number">Its number in the instance.</param>
/// <param name="X">Its first coordinate.</param>
/// <param name="Y">Its second coordinate.</param>
internal readonly record struct PicturePoint(int Number, double X, double Y);

/// <summary>An instance that can be solved, checked, written and drawn, whatever it is of.</summary>
internal abstract class SolvableInstance
{
    /// <summary>Its name.</summary>
    internal abstract string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    internal abstract string Description { get; }

    /// <summary>What is made small, in a word.</summary>
    internal abstract string Measure { get; }

    /// <summary>How distances are counted, in words.</summary>
    internal abstract string Convention { get; }

    /// <summary>The problem.</summary>
    internal abstract RoutingProblem Problem { get; }

    /// <summary>How many units of the problem make one of the instance.</summary>
    internal abstract double Units { get; }

    /// <summary>Where something is served or fetched.</summary>
    internal abstract IEnumerable<PicturePoint> Points { get; }

    /// <summary>The point of a number in a route.</summary>
    internal abstract PicturePoint PointOf(int number);

    /// <summary>What a route is called in a solution.</summary>
    /// <param name="route">Which one of the routes it is, from 0.</param>
    /// <param name="vehicle">Who drives it.</param>
    internal abstract int NameOf(int route, int vehicle);

    /// <summary>Where a vehicle begins and ends.</summary>
    internal abstract PicturePoint DepotOf(int vehicle);

    /// <summary>The routes of a plan by the numbers of the instance, with what an independent checker says of them.</summary>
    internal abstract (ImmutableArray<SolvedRoute> Routes, double Cost, ImmutableArray<string> Faults) Check(RoutingPlan plan);
}
