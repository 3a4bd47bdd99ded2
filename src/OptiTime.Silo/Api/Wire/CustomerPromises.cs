namespace OptiTime.Silo.Api.Wire;

/// <summary>What a customer was promised at a time, and what became of it. A page of a list.</summary>
public sealed record CustomerPromises
{
    /// <summary>The customer's id.</summary>
    public required string Customer { get; init; }

    /// <summary>The time asked about.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Every hold and booking of the customer, by territory and id; those that were not there yet at the time are <c>absent</c> then.</summary>
    public required IReadOnlyList<PromiseHistory> Items { get; init; }

    /// <summary>The cursor of the next page; null when this is the last.</summary>
    public required string? Next { get; init; }
}
