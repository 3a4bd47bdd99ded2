namespace OptiTime.Silo.Api.Wire;

/// <summary>What customers ask for.</summary>
public sealed record ServiceDocument
{
    /// <summary>1 to 64 characters, unique in the company. May be left out where the path names it.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it. 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>How urgent the work is. Default: <c>standard</c>.</summary>
    public UrgencyClass? Class { get; init; }

    /// <summary>The steps in order. 1 to 20.</summary>
    public required IReadOnlyList<StepDocument> Steps { get; init; }

    /// <summary>What the customer is told. Default: the exact time, on quarters of an hour.</summary>
    public PromiseDocument? Promise { get; init; }

    /// <summary>The least time between now and the start. 0 to 30 days. Default 0.</summary>
    public int? LeadTimeSeconds { get; init; }

    /// <summary>The sites at which its site roles may be played. At most 200. Default: any.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>What it is sold for. Not negative.</summary>
    public required Amount Price { get; init; }

    /// <summary>What it is to customers of some tiers: their windows, their deadline, their price. Each tier once; at most 20. Default: the same to everybody.</summary>
    public IReadOnlyList<ServiceLevelDocument>? Levels { get; init; }
}
