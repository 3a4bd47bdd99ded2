using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>
/// What would move told work beyond its promise, and so needs its customers' word. While it is open those it would move are pinned and their new places
/// are kept; who is to come stands nowhere. Ends as exactly one of: accepted, refused, expired, void.
/// </summary>
public sealed record Proposal
{
    /// <summary>The proposal's id; names its territory.</summary>
    [JsonPropertyName("proposal")]
    public required string Id { get; init; }

    /// <summary>Whether nothing was changed: it is what accepting it would come to.</summary>
    public required bool Preview { get; init; }

    /// <summary>Its state.</summary>
    public required ProposalState State { get; init; }

    /// <summary>Why it was refused or is void, where that is known; null otherwise.</summary>
    public required string? Reason { get; init; }

    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>When it expires; null when it has ended.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>How many seconds are left of it; 0 when it has ended.</summary>
    public required int SecondsLeft { get; init; }

    /// <summary>The repair that could not put back inside its promise what it is for; null where an offer opened it.</summary>
    public required string? Repair { get; init; }

    /// <summary>The hold that opened it; confirming that accepts, giving it back refuses. Null where no offer did.</summary>
    public required string? Hold { get; init; }

    /// <summary>The booking that would take the offered place and leave its own; null where somebody new would come, or a repair opened it.</summary>
    public required string? Reschedules { get; init; }

    /// <summary>The booking it became; null unless it was accepted for an offer.</summary>
    public required string? Booking { get; init; }

    /// <summary>What is offered to who is to come; null where no offer opened it.</summary>
    public required Offer? Offer { get; init; }

    /// <summary>The ways in which it can be done; at least one. The first is the one whose places are kept.</summary>
    public required IReadOnlyList<ProposalAlternative> Alternatives { get; init; }

    /// <summary>The version of the plan that opened it, or ended it.</summary>
    public required long PlanVersion { get; init; }
}
