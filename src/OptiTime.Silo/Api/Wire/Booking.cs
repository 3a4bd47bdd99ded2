using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A confirmed hold. What it names at the top is its first step, but <c>end</c> is the end of the last.</summary>
public sealed record Booking
{
    /// <summary>The booking's id; names its territory.</summary>
    [JsonPropertyName("booking")]
    public required string Name { get; init; }

    /// <summary>The same id, as every list has it.</summary>
    public string Id => Name;

    /// <summary>Its state.</summary>
    public required BookingStatus Status { get; init; }

    /// <summary>Why it was cancelled, where somebody said so; why it has lost its place, where it is broken.</summary>
    public required string? Reason { get; init; }

    /// <summary>The territory whose plan it stands in.</summary>
    public required string Territory { get; init; }

    /// <summary>The service's id.</summary>
    public required string Service { get; init; }

    /// <summary>The customer's id; null where only a tier is known.</summary>
    public required string? Customer { get; init; }

    /// <summary>The customer's tier when it was sold; null for none.</summary>
    public required string? Tier { get; init; }

    /// <summary>The caller's own reference; null for none.</summary>
    public required string? ExternalReference { get; init; }

    /// <summary>What the customer was told.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>When it is planned to start; may move inside the promise. Null while it is broken.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>When its last step is planned to end. Null while it is broken.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>The site; null at the customer's or by phone.</summary>
    public required string? Site { get; init; }

    /// <summary>Who and what takes part.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }

    /// <summary>The steps in order; at least one.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>What the customer pays.</summary>
    public required Amount Price { get; init; }

    /// <summary>What it costs the company.</summary>
    public required CostBreakdown Cost { get; init; }

    /// <summary>Whether nothing but a person or an impossibility moves it.</summary>
    public required bool Pinned { get; init; }

    /// <summary>The version of the plan that last changed it.</summary>
    public required long PlanVersion { get; init; }
}
