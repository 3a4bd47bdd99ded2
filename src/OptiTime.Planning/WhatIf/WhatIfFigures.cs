using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.WhatIf;

/// <summary>How many requests of a class came and were served.</summary>
/// <param name="Class">The class.</param>
/// <param name="Requests">How many came.</param>
/// <param name="Served">How many were served.</param>
public readonly record struct ServedClass(PriorityClass Class, int Requests, int Served);

/// <summary>What a stream of requests came to on a plan.</summary>
/// <param name="Classes">By class, the most urgent first; those without requests are left out.</param>
/// <param name="Refused">Why requests were refused: the reason that left nobody, and how often; the most frequent first.</param>
/// <param name="Cost">What those who were served cost, by kind; opportunity is not spent, and left out.</param>
/// <param name="Revenue">What they pay.</param>
/// <param name="Travel">What they added to the road.</param>
public sealed record WhatIfFigures(
    ImmutableArray<ServedClass> Classes, ImmutableArray<(string Code, int Count)> Refused, ImmutableArray<CostLine> Cost, Money Revenue, Leg Travel)
{
    /// <summary>How many requests came.</summary>
    public int Requests => Classes.Sum(one => one.Requests);

    /// <summary>How many were served.</summary>
    public int Served => Classes.Sum(one => one.Served);

    /// <summary>What they cost in all.</summary>
    public Money TotalCost => new(Cost.Sum(line => line.Amount.Cents));
}
