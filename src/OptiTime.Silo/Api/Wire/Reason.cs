namespace OptiTime.Silo.Api.Wire;

/// <summary>A reason why nothing fits.</summary>
public sealed record Reason
{
    /// <summary>A stable word: <c>skills</c>, <c>working-time</c>, <c>full</c>, ...</summary>
    public required string Code { get; init; }

    /// <summary>The territory that answered so.</summary>
    public required string Territory { get; init; }

    /// <summary>The reason in words, with the numbers.</summary>
    public required string Message { get; init; }

    /// <summary>How many resources it keeps from serving.</summary>
    public required int Resources { get; init; }
}
