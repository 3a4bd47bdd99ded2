namespace OptiTime.Silo.Api.Wire;

/// <summary>How often something was asked for on a day.</summary>
public sealed record DemandEntry
{
    /// <summary>The local day asked for, or promised: <c>2026-11-23</c>.</summary>
    public required string Date { get; init; }

    /// <summary>What was needed.</summary>
    public required IReadOnlyList<NeedDocument> Needs { get; init; }

    /// <summary>The priority class.</summary>
    public required UrgencyClass Class { get; init; }

    /// <summary>The customers' tier; null for none, and for one the territory does not tell from others.</summary>
    public required string? Tier { get; init; }

    /// <summary>Requests that got offers; one that would take any of four days counts a quarter on each.</summary>
    public required double Offered { get; init; }

    /// <summary>Requests that got none.</summary>
    public required double Refused { get; init; }

    /// <summary>Bookings made.</summary>
    public required double Booked { get; init; }
}
