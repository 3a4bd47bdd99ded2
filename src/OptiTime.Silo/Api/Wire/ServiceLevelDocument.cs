namespace OptiTime.Silo.Api.Wire;

/// <summary>What customers of a tier are sold a service by, where it differs from what everybody else is.</summary>
public sealed record ServiceLevelDocument
{
    /// <summary>The tier. 1 to 64 characters.</summary>
    public required string Tier { get; init; }

    /// <summary>It must begin within so long of the request. 900 to 7,776,000. Default: no deadline.</summary>
    public int? WithinSeconds { get; init; }

    /// <summary>What they are told. Default: what everybody is.</summary>
    public PromiseDocument? Promise { get; init; }

    /// <summary>What they pay. Default: the price of the service.</summary>
    public Amount? Price { get; init; }
}
