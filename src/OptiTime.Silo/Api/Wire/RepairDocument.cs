namespace OptiTime.Silo.Api.Wire;

/// <summary>What happened, and everything that was made of it: an entry of the ledger, or of a preview what it would be.</summary>
public sealed record RepairDocument
{
    /// <summary>The entry's id; names its territory. Null in a preview.</summary>
    public required string? Repair { get; init; }

    /// <summary>Whether it is a preview, and nothing was changed.</summary>
    public required bool Preview { get; init; }

    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>What happened.</summary>
    public required DisruptionKind Kind { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>Why, as it was told; null where nobody said.</summary>
    public required string? Reason { get; init; }

    /// <summary>Who or what is away or out of order, or begins late; null for other kinds.</summary>
    public required string? Resource { get; init; }

    /// <summary>The site that is closed; null for other kinds.</summary>
    public required string? Site { get; init; }

    /// <summary>
    /// The booking or the job that takes longer, or whose customer is not there; of an urgent job the booking it became, with a place or without, and null in a
    /// preview. Null for other kinds.
    /// </summary>
    public required string? Booking { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who said so; null where nobody did.</summary>
    public required string? By { get; init; }

    /// <summary>Of an urgent job its place; empty where there was none, and for everything else. In a preview its id is not kept.</summary>
    public required IReadOnlyList<RepairChange> Placed { get; init; }

    /// <summary>What was given another place inside its promise.</summary>
    public required IReadOnlyList<RepairChange> Moved { get; init; }

    /// <summary>What is done at another time of the same day by the same resource, inside its promise.</summary>
    public required IReadOnlyList<RepairChange> Slid { get; init; }

    /// <summary>Bookings that found no place inside their promise; and an urgent job that found none at all, to whose customer nothing was promised.</summary>
    public required IReadOnlyList<RepairChange> Broken { get; init; }

    /// <summary>Holds that found no place inside their promise, and were released.</summary>
    public required IReadOnlyList<RepairChange> Released { get; init; }

    /// <summary>Jobs that wait again.</summary>
    public required IReadOnlyList<RepairChange> Waiting { get; init; }

    /// <summary>Whose customers are to be called.</summary>
    public required IReadOnlyList<RepairCall> ToCall { get; init; }

    /// <summary>
    /// The proposals that were opened for bookings that found no place inside their promise: each with up to three alternatives, to be accepted when the customer
    /// has agreed. In a preview empty: what would be proposed is found anew.
    /// </summary>
    public required IReadOnlyList<string> Proposals { get; init; }

    /// <summary>How many bookings have another resource, or another day.</summary>
    public required int BookingsMoved { get; init; }

    /// <summary>By how much planned starts moved, all together.</summary>
    public required int ShiftSeconds { get; init; }

    /// <summary>How the plan stood.</summary>
    public required RepairTotalsDocument Before { get; init; }

    /// <summary>How it stands after.</summary>
    public required RepairTotalsDocument After { get; init; }

    /// <summary>The version of the plan that holds it; of a preview the version it was decided on.</summary>
    public required long PlanVersion { get; init; }
}
