namespace OptiTime.Silo.Api.Wire;

/// <summary>A time at which somebody or something that would work does not.</summary>
public sealed record AbsenceDocument
{
    /// <summary>The first instant, RFC 3339 with an offset.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it; after <c>from</c>.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Why: <c>leave</c>, <c>training</c>. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
