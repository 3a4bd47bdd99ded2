using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>One way to say yes. What it names at the top is its first step, but <c>end</c> is the end of the last.</summary>
public sealed record Offer
{
    /// <summary>The offer itself, opaque and signed: what a hold or a booking takes. Null once it is held: each can be held once.</summary>
    [JsonPropertyName("offer")]
    public required string? Token { get; init; }

    /// <summary>The territory whose plan it stands in.</summary>
    public required string Territory { get; init; }

    /// <summary>What the customer is told.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>When it is planned to start; may move inside the promise.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When its last step is planned to end.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The site; null at the customer's or by phone.</summary>
    public required string? Site { get; init; }

    /// <summary>Until when the offer and its price stand.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Who and what takes part.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }

    /// <summary>The steps in order; at least one.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>What it adds to the road, in seconds.</summary>
    public required int TravelSeconds { get; init; }

    /// <summary>What it costs the company.</summary>
    public required CostBreakdown Cost { get; init; }

    /// <summary>What the customer pays.</summary>
    public required Amount Price { get; init; }

    /// <summary>The probability, 0 to 1, that it starts within its promise; null where it was not reckoned anew.</summary>
    public required double? OnTime { get; init; }

    /// <summary>What it moves.</summary>
    public required Impact Impact { get; init; }

    /// <summary>Whether others must be called first: holding it opens a proposal, which is accepted or refused once they have answered. It cannot be booked in one. Left out where nobody must.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Proposal { get; init; }

    /// <summary>The version of the plan it was found on.</summary>
    public required long PlanVersion { get; init; }
}
