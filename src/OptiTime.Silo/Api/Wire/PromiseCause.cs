namespace OptiTime.Silo.Api.Wire;

/// <summary>Something that moved a planned time.</summary>
public sealed record PromiseCause
{
    /// <summary>What happened.</summary>
    public required PromiseCauseKind Kind { get; init; }

    /// <summary>To which hold, booking, job or resource.</summary>
    public required string Id { get; init; }
}
