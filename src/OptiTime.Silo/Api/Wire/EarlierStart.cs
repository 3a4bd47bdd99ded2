namespace OptiTime.Silo.Api.Wire;

/// <summary>A start before the best one.</summary>
public sealed record EarlierStart
{
    /// <summary>The start.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Why it is not the best, in a sentence.</summary>
    public required string Words { get; init; }
}
