namespace OptiTime.Silo.Api.Wire;

/// <summary>What a customer of a service is told: a window in which it begins, or its exact time.</summary>
public sealed record PromiseDocument
{
    /// <summary>The windows of every local day. At most 96. Default: none, and the exact time is promised.</summary>
    public IReadOnlyList<LocalHours>? Windows { get; init; }

    /// <summary>Exact times lie on multiples of this after local midnight. 60 to 86,400. Default 900.</summary>
    public int? GranularitySeconds { get; init; }

    /// <summary>The shortest window promised when a wish cuts one short. Default: half of the window cut.</summary>
    public int? MinimumLengthSeconds { get; init; }
}
