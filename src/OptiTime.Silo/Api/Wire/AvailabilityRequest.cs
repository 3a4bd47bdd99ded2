namespace OptiTime.Silo.Api.Wire;

/// <summary>Who wants what, where, when and how: the question to which offers are the answer.</summary>
public record AvailabilityRequest
{
    /// <summary>The territory to search; null lets the location decide: the nearest territory whose radius covers it, and near a border its neighbours too, at most 3 in all.</summary>
    public string? Territory { get; init; }

    /// <summary>The id of the service asked for.</summary>
    public required string Service { get; init; }

    /// <summary>Who asks; null for somebody unknown.</summary>
    public CustomerChoice? Customer { get; init; }

    /// <summary>Where it is wanted; null for the customer's own location.</summary>
    public WhereChoice? Location { get; init; }

    /// <summary>The service may not start before. Default: now.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>The service must have ended by then; at most 92 days after <c>earliest</c>. Default: 14 days after it.</summary>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>The customer's wishes: what is promised lies in one of these windows. At most 100. Default: no wish.</summary>
    public IReadOnlyList<TimeWindow>? Windows { get; init; }

    /// <summary>Only these resources may serve. At most 200. Default: any.</summary>
    public IReadOnlyList<string>? Require { get; init; }

    /// <summary>These resources come first when they are not much dearer. At most 200.</summary>
    public IReadOnlyList<string>? Prefer { get; init; }

    /// <summary>These resources may not serve. At most 200.</summary>
    public IReadOnlyList<string>? Refuse { get; init; }

    /// <summary>Only at these sites. At most 200. Default: every site the service allows.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>What an offer may move. Default: <c>none</c>.</summary>
    public ImpactChoice? Impact { get; init; }

    /// <summary>The caller's own reference, kept with what is booked. At most 200 characters.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>At most so many offers. 1 to 100. Default 10.</summary>
    public int? MaxOffers { get; init; }

    /// <summary>How long the search may take, in milliseconds of one processor. 1 to 2,000. Default 20.</summary>
    public int? BudgetMilliseconds { get; init; }

    /// <summary>A booking to be moved: its own place counts as free. Default: none.</summary>
    public string? Booking { get; init; }
}
