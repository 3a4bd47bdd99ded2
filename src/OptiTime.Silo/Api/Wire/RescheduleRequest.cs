namespace OptiTime.Silo.Api.Wire;

/// <summary>Move a booking to another offer; the old place is left and the new one taken at once, or nothing changes.</summary>
public sealed record RescheduleRequest
{
    /// <summary>The offer, as availability gave it for the same service.</summary>
    public required string Offer { get; init; }

    /// <summary>Why, for whoever asks later; at most 200 characters.</summary>
    public string? Reason { get; init; }
}
