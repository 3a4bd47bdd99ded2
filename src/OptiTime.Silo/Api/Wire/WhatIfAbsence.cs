namespace OptiTime.Silo.Api.Wire;

/// <summary>A resource away for a while.</summary>
public sealed record WhatIfAbsence
{
    /// <summary>The resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The first instant, RFC 3339 with an offset.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it; after <c>from</c>.</summary>
    public required DateTimeOffset To { get; init; }
}
