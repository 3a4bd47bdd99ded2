namespace OptiTime.Silo.Api.Wire;

/// <summary>Give a booking or a backlog job a place by hand: other resources, another start, or both. Send at least one of <c>resources</c> and <c>start</c>.</summary>
public sealed record AssignRequest
{
    /// <summary>Who is to play which role; whoever is not named stays. At most 200. Default: everybody stays.</summary>
    public IReadOnlyList<AssignedResource>? Resources { get; init; }

    /// <summary>
    /// When the first step is to start; further steps begin as much earlier or later. Default: when it is planned, or the best time inside its promise where one
    /// resource serves.
    /// </summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Why rules that may be overridden are. Without it a breach of such a rule is refused, and the rule named.</summary>
    public OverrideDocument? Override { get; init; }

    /// <summary>Whether it is then pinned, so that nothing but a person or an impossibility moves it. Default true.</summary>
    public bool? Pin { get; init; }

    /// <summary>True to be told what would be, and to change nothing. Default false.</summary>
    public bool? Preview { get; init; }
}
