namespace OptiTime.Silo.Api.Wire;

/// <summary>What happened in the field, or is known to be going to.</summary>
public sealed record DisruptionRequest
{
    /// <summary>The territory; may be left out where a booking is named, which names its own, and for an urgent job, which the nearest territory serves.</summary>
    public string? Territory { get; init; }

    /// <summary>What happened. Each kind takes the members it is told with, and no others.</summary>
    public required DisruptionKind Kind { get; init; }

    /// <summary>Who or what is away or out of order, or begins late.</summary>
    public string? Resource { get; init; }

    /// <summary>The site that is closed.</summary>
    public string? Site { get; init; }

    /// <summary>The booking or the job that takes longer, or whose customer is not there.</summary>
    public string? Booking { get; init; }

    /// <summary>Which step of it takes longer; may be left out where it has only one.</summary>
    public string? Step { get; init; }

    /// <summary>From when, RFC 3339 with an offset. Default: now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when; to come, and at most 366 days after <c>from</c>.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>When somebody who is late begins; to come.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When work that takes longer is expected to end; to come.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The middle of the circle in which there is traffic.</summary>
    public GeoPoint? Centre { get; init; }

    /// <summary>How far that circle reaches. 100 to 2,000,000.</summary>
    public int? RadiusMetres { get; init; }

    /// <summary>How many times as long ways take there. 1 to 5.</summary>
    public double? Factor { get; init; }

    /// <summary>The service that is urgently needed: of one step.</summary>
    public string? Service { get; init; }

    /// <summary>Who needs it; null for somebody unknown.</summary>
    public CustomerChoice? Customer { get; init; }

    /// <summary>Where it is needed; null for the customer's own location.</summary>
    public WhereChoice? Location { get; init; }

    /// <summary>
    /// Urgent work must begin before then; to come, and at most 72 hours away. Default: the end of today, or sooner where the service level of the customer's tier
    /// says so.
    /// </summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only these resources may do urgent work. At most 200. Default: any.</summary>
    public IReadOnlyList<string>? Require { get; init; }

    /// <summary>These resources may not. At most 200.</summary>
    public IReadOnlyList<string>? Refuse { get; init; }

    /// <summary>The caller's own reference, kept with the booking that urgent work becomes. At most 200 characters.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>Why. At most 200 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Who says so. At most 200 characters.</summary>
    public string? By { get; init; }

    /// <summary>Whether only to tell what would be done; then nothing changes. Default: false.</summary>
    public bool? Preview { get; init; }

    /// <summary>
    /// For how many seconds what finds no place inside its promise is proposed, with places kept while customers are called. 0 to 86,400; 0 for no proposals.
    /// Default: 3,600.
    /// </summary>
    public int? ProposeForSeconds { get; init; }

    /// <summary>What the repair may cost others. What is left out is as the territory says, and without a limit where it does not.</summary>
    public BudgetDocument? Budget { get; init; }
}
