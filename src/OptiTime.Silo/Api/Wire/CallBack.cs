namespace OptiTime.Silo.Api.Wire;

/// <summary>A booking that has lost its place, or urgent work that never had one, whose customer is to be called, with what can be offered to them.</summary>
public sealed record CallBack
{
    /// <summary>The booking as it was promised.</summary>
    public required Booking Booking { get; init; }

    /// <summary>Whether its customer was promised anything: not where it is urgent work for which there was no place; its promise is then what was asked for.</summary>
    public required bool Promised { get; init; }

    /// <summary>Since when it is without a place.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>When its customer was last called about it; null where nobody has.</summary>
    public required DateTimeOffset? CalledAt { get; init; }

    /// <summary>What came of that call, in words; null where nobody has called.</summary>
    public required string? Outcome { get; init; }

    /// <summary>The proposal that is open for it, with a place kept: accepted when its customer agrees. Null for none.</summary>
    public required string? Proposal { get; init; }

    /// <summary>Its best offers, inside what was promised where there are any, and otherwise soon after. To be taken with <c>POST /v1/bookings/{id}/reschedule</c>.</summary>
    public required IReadOnlyList<Offer> Offers { get; init; }

    /// <summary>Why there is none, and what would turn the no into a yes; null where there are offers.</summary>
    public required NoOffers? Refusal { get; init; }
}
