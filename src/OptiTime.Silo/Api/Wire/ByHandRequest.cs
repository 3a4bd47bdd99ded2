namespace OptiTime.Silo.Api.Wire;

/// <summary>Why something is done by hand.</summary>
public sealed record ByHandRequest
{
    /// <summary>Why, for whoever asks later; 1 to 200 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>True to be told what would be, and to change nothing. Default false.</summary>
    public bool? Preview { get; init; }
}
