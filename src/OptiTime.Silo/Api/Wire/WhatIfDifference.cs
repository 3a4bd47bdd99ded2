namespace OptiTime.Silo.Api.Wire;

/// <summary>What changes make of requests: with them, less without.</summary>
public sealed record WhatIfDifference
{
    /// <summary>Requests that came more.</summary>
    public required int Requests { get; init; }

    /// <summary>Requests that were served more.</summary>
    public required int Served { get; init; }

    /// <summary>Requests that were refused more.</summary>
    public required int Refused { get; init; }

    /// <summary>What is paid more.</summary>
    public required Amount Revenue { get; init; }

    /// <summary>What it costs more.</summary>
    public required Amount Cost { get; init; }

    /// <summary>Seconds on the road more.</summary>
    public required int TravelSeconds { get; init; }

    /// <summary>Metres on the road more.</summary>
    public required int TravelMetres { get; init; }
}
