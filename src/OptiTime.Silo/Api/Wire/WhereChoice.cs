namespace OptiTime.Silo.Api.Wire;

/// <summary>Where a service is wanted: a point, a site, or nowhere in particular. Exactly one of them.</summary>
public sealed record WhereChoice
{
    /// <summary>Degrees north of the equator, -90 to 90; together with <c>lon</c>.</summary>
    public double? Lat { get; init; }

    /// <summary>Degrees east of Greenwich, -180 to 180; together with <c>lat</c>.</summary>
    public double? Lon { get; init; }

    /// <summary>The id of a site.</summary>
    public string? Site { get; init; }

    /// <summary>True: by phone or screen.</summary>
    public bool? Remote { get; init; }
}
