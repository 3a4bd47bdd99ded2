namespace OptiTime.Silo.Api.Wire;

/// <summary>What was promised at a time, what is promised now, and all that happened in between and around, with why.</summary>
public sealed record PromiseHistory
{
    /// <summary>The hold, where it was never confirmed; null for a booking.</summary>
    public required string? Hold { get; init; }

    /// <summary>The booking; null where it was never more than a hold.</summary>
    public required string? Booking { get; init; }

    /// <summary>The territory whose plan it stands in.</summary>
    public required string Territory { get; init; }

    /// <summary>The service's id.</summary>
    public required string Service { get; init; }

    /// <summary>The customer's id; null where only a tier is known.</summary>
    public required string? Customer { get; init; }

    /// <summary>The caller's own reference; null for none.</summary>
    public required string? ExternalReference { get; init; }

    /// <summary>How it stood at the time asked about.</summary>
    public required PromiseState Then { get; init; }

    /// <summary>How it stands now.</summary>
    public required PromiseState Now { get; init; }

    /// <summary>All that happened, in order.</summary>
    public required IReadOnlyList<PromiseEvent> History { get; init; }
}
