namespace OptiTime.Silo.Api.Wire;

/// <summary>What something done by hand came to, or would come to.</summary>
public sealed record ByHandAnswer
{
    /// <summary>Whether nothing was changed: it is what would be.</summary>
    public required bool Preview { get; init; }

    /// <summary>The booking as it then stands; null for a job.</summary>
    public required Booking? Booking { get; init; }

    /// <summary>The job as it then stands; null for a booking.</summary>
    public required Job? Job { get; init; }

    /// <summary>The rules that were overridden.</summary>
    public required IReadOnlyList<string> Overridden { get; init; }

    /// <summary>Whether the customer is to be called, since what they were told holds no more: the booking has the new promise.</summary>
    public required bool CallCustomer { get; init; }

    /// <summary>Others in the same tours that are then planned at another time, each inside what was promised for it.</summary>
    public required IReadOnlyList<MovedBooking> Shifted { get; init; }
}
