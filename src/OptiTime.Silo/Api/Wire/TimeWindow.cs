namespace OptiTime.Silo.Api.Wire;

/// <summary>A half-open stretch of time: <c>from</c> belongs to it, <c>to</c> does not.</summary>
public sealed record TimeWindow
{
    /// <summary>The first instant, RFC 3339 with an offset.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it, RFC 3339 with an offset; after <c>from</c>.</summary>
    public required DateTimeOffset To { get; init; }
}
