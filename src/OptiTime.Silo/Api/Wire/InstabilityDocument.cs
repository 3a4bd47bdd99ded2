namespace OptiTime.Silo.Api.Wire;

/// <summary>What moving planned work is reckoned to cost, beside the road. Not negative.</summary>
public sealed record InstabilityDocument
{
    /// <summary>A backlog job, of which nobody was told.</summary>
    public required Amount Backlog { get; init; }

    /// <summary>Work whose customer was told a promise, which still stands.</summary>
    public required Amount Told { get; init; }

    /// <summary>Work whose customer would have to be told something else. Default: five times that of told work.</summary>
    public Amount? Renegotiated { get; init; }
}
