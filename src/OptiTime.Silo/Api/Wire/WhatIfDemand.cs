namespace OptiTime.Silo.Api.Wire;

/// <summary>More or less demand.</summary>
public sealed record WhatIfDemand
{
    /// <summary>What the number of requests is multiplied by. 0 to 10; what several changes say of one day is multiplied, to 10 at the most.</summary>
    public required double Factor { get; init; }

    /// <summary>Only for days of this weekday. Default: for all days.</summary>
    public WeekDay? Weekday { get; init; }

    /// <summary>Only for this local day: <c>2026-11-23</c>. Default: for all days.</summary>
    public string? Date { get; init; }
}
