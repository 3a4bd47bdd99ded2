namespace OptiTime.Silo.Api.Wire;

/// <summary>What an hour for customers of a tier is worth.</summary>
public sealed record TierValueDocument
{
    /// <summary>The tier. 1 to 64 characters.</summary>
    public required string Tier { get; init; }

    /// <summary>Against an hour for anybody. 0.1 to 10.</summary>
    public required double Factor { get; init; }
}
