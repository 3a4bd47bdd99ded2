namespace OptiTime.Silo.Api.Wire;

/// <summary>Bookings of the past, each asked for again whole weeks later, so that the first comes today or soon.</summary>
public sealed record WhatIfRecorded
{
    /// <summary>Those made from here on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Those made before this; at most 31 days after <c>from</c>, and not in the future.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The share of them that is taken, evenly. More than 0, at most 1. Default 1.</summary>
    public double? Sample { get; init; }
}
