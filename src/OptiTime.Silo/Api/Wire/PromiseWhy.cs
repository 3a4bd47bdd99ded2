namespace OptiTime.Silo.Api.Wire;

/// <summary>Why something happened to a promise, as far as the log can tell: what somebody said, and what else happened in the same version.</summary>
public sealed record PromiseWhy
{
    /// <summary>The whole of it in a sentence.</summary>
    public required string Words { get; init; }

    /// <summary>The reason somebody gave; null where nobody did.</summary>
    public required string? Reason { get; init; }

    /// <summary>Of a planned time that moved: what the same version did to its tour. Empty for all else.</summary>
    public required IReadOnlyList<PromiseCause> Because { get; init; }
}
