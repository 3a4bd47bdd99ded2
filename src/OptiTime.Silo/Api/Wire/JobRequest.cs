namespace OptiTime.Silo.Api.Wire;

/// <summary>Work that is to be done by some time and that nobody was promised: it fills gaps, and gives way to customers.</summary>
public sealed record JobRequest
{
    /// <summary>The territory; null lets the location or the site decide.</summary>
    public string? Territory { get; init; }

    /// <summary>The service's id. Where several serve it, or it has several steps, all of it is planned, put back and done as a whole.</summary>
    public required string Service { get; init; }

    /// <summary>The id of the customer it is done for; null for nobody's.</summary>
    public string? Customer { get; init; }

    /// <summary>Where it is done: of what is done at a site the site, also where another step is done at the customer's. Null for the customer's own location.</summary>
    public WhereChoice? Location { get; init; }

    /// <summary>It may not start before. Default: now.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>It is to have ended by then. At most 366 days from now.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Of what is due the same day the higher comes first. 0 to 100. Default 50.</summary>
    public int? Priority { get; init; }

    /// <summary>The caller's own reference. At most 200 characters.</summary>
    public string? ExternalReference { get; init; }
}
