namespace OptiTime.Silo.Api.Wire;

/// <summary>What requests of a class come to.</summary>
public sealed record WhatIfClass
{
    /// <summary>The class.</summary>
    public required UrgencyClass Class { get; init; }

    /// <summary>How many came.</summary>
    public required int Requests { get; init; }

    /// <summary>How many were served.</summary>
    public required int Served { get; init; }
}
