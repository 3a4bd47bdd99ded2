namespace OptiTime.Silo.Api.Wire;

/// <summary>What has become of work that a proposal would have moved, so that it can not be done any more.</summary>
public sealed record ProblemChange
{
    /// <summary>The booking or the job.</summary>
    public required string Id { get; init; }

    /// <summary>What has become of it.</summary>
    public required ProposalObstacle Change { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Words { get; init; }
}
