namespace OptiTime.Silo.Api.Wire;

/// <summary>A customer who is or was to be called because of a repair.</summary>
public sealed record RepairCall
{
    /// <summary>The booking.</summary>
    public required string Booking { get; init; }

    /// <summary>How the booking stands now; null in a preview.</summary>
    public required BookingStatus? Status { get; init; }

    /// <summary>The proposal that is open for it, with a place kept; null for none.</summary>
    public required string? Proposal { get; init; }

    /// <summary>When the customer was last called since; null where nobody has.</summary>
    public required DateTimeOffset? CalledAt { get; init; }

    /// <summary>What came of that call, in words; null where nobody has called.</summary>
    public required string? Outcome { get; init; }
}
