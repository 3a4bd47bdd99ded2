namespace OptiTime.Silo.Api.Wire;

/// <summary>A way in which a proposal can be done.</summary>
public sealed record ProposalAlternative
{
    /// <summary>Its number, from 1: what <c>accept</c> names.</summary>
    public required int Alternative { get; init; }

    /// <summary>Whether its places are kept; another one can be accepted where it still fits.</summary>
    public required bool Kept { get; init; }

    /// <summary>Whether it is the one that was accepted.</summary>
    public required bool Accepted { get; init; }

    /// <summary>The bookings and jobs it moves.</summary>
    public required IReadOnlyList<MovedBooking> Bookings { get; init; }

    /// <summary>
    /// What it was reckoned to cost when it was opened: work and road of those it moves beside what they cost as they stood, and the trouble of moving them. Null
    /// where that was not kept.
    /// </summary>
    public required Amount? Cost { get; init; }

    /// <summary>Of those the bookings whose customers must be called.</summary>
    public required IReadOnlyList<string> Calls { get; init; }
}
