namespace OptiTime.Silo.Api.Wire;

/// <summary>That a customer was called.</summary>
public sealed record CalledRequest
{
    /// <summary>What came of it.</summary>
    public required CallBackOutcome Outcome { get; init; }

    /// <summary>What was said. At most 200 characters.</summary>
    public string? Note { get; init; }
}
