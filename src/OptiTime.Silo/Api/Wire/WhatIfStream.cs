namespace OptiTime.Silo.Api.Wire;

/// <summary>Requests drawn as they came before: by what was counted of demand, or, where nothing was counted yet, by what is booked.</summary>
public sealed record WhatIfStream
{
    /// <summary>Decides everything that is drawn: the same seed, plan and demand give the same requests. Default 1.</summary>
    public int? Seed { get; init; }

    /// <summary>How many requests. 1 to 2,000. Default 500.</summary>
    public int? Requests { get; init; }

    /// <summary>For how many days from today. 1 to 28. Default 7.</summary>
    public int? Days { get; init; }
}
