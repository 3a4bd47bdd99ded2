namespace OptiTime.Silo.Api.Wire;

/// <summary>A place of the company where services are given.</summary>
public sealed record SiteDocument
{
    /// <summary>1 to 64 characters, unique in the company. May be left out where the path names it.</summary>
    public string? Id { get; init; }

    /// <summary>The territory it belongs to. May be left out where the path names it, or when the site is there already.</summary>
    public string? Territory { get; init; }

    /// <summary>What people call it. 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    public required GeoPoint Location { get; init; }

    /// <summary>When it is open. Default: always.</summary>
    public WorkingTimeDocument? Opening { get; init; }
}
