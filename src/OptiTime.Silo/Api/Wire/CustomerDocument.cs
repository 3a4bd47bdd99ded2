namespace OptiTime.Silo.Api.Wire;

/// <summary>Who asks. Personal data: erased when the customer is deleted.</summary>
public sealed record CustomerDocument
{
    /// <summary>Opaque id, 1 to 64 characters. May be left out where the path names it.</summary>
    public string? Id { get; init; }

    /// <summary>The person's or company's name. At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>How to call. At most 40 characters.</summary>
    public string? Phone { get; init; }

    /// <summary>Where they live, in words. At most 400 characters.</summary>
    public string? Address { get; init; }

    /// <summary>Their tier: <c>platinum</c>, <c>gold</c>, ... At most 64 characters.</summary>
    public string? Tier { get; init; }

    /// <summary>Where they are.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>Resources they would rather have. At most 200.</summary>
    public IReadOnlyList<string>? Prefer { get; init; }

    /// <summary>Resources one of which it must be. At most 200. Default: any.</summary>
    public IReadOnlyList<string>? Require { get; init; }

    /// <summary>Resources they do not want. At most 200.</summary>
    public IReadOnlyList<string>? Refuse { get; init; }
}
