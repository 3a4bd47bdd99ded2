using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>An amount of money.</summary>
public sealed record Amount
{
    /// <summary>The amount in digits with at most two decimals: <c>12.50</c>.</summary>
    [JsonPropertyName("amount")]
    public required string Value { get; init; }

    /// <summary>ISO 4217 code: <c>EUR</c>. Null where the territory's currency is meant.</summary>
    public string? Currency { get; init; }
}
