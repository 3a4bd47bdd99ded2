using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A tentative reservation. Ends as exactly one of: confirmed, released, expired.</summary>
public sealed record Hold
{
    /// <summary>The hold's id; names its territory.</summary>
    [JsonPropertyName("hold")]
    public required string Id { get; init; }

    /// <summary>The proposal it opened, where others must be called first: confirming it accepts, giving it back refuses. Null for a plain hold.</summary>
    public required string? Proposal { get; init; }

    /// <summary>Its state.</summary>
    public required HoldState State { get; init; }

    /// <summary>When it expires; null when it has ended.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>How many seconds are left of it; 0 when it has ended.</summary>
    public required int SecondsLeft { get; init; }

    /// <summary>The booking it became; null unless confirmed.</summary>
    public required string? Booking { get; init; }

    /// <summary>What is held.</summary>
    public required Offer Offer { get; init; }

    /// <summary>The version of the plan that last changed it.</summary>
    public required long PlanVersion { get; init; }
}
