namespace OptiTime.Silo.Api.Wire;

/// <summary>Hold and confirm an offer in one.</summary>
public sealed record BookingRequest
{
    /// <summary>The offer, as availability gave it.</summary>
    public required string Offer { get; init; }

    /// <summary>Who books: the one for whom the offer was made. Default: them.</summary>
    public CustomerChoice? Customer { get; init; }

    /// <summary>The caller's own reference. At most 200 characters. Default: that of the request.</summary>
    public string? ExternalReference { get; init; }
}
