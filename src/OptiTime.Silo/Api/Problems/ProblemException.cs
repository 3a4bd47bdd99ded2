using System.Diagnostics.CodeAnalysis;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Problems;

/// <summary>Ends a call with a problem.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is nothing without its problem.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the edge.")]
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;
}
