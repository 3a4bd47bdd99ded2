namespace OptiTime.Silo.Api.Wire;

/// <summary>Who asks, confirms or books: a customer we know, or only a tier.</summary>
public sealed record CustomerChoice
{
    /// <summary>The customer's id; null for somebody we do not know.</summary>
    public string? Id { get; init; }

    /// <summary>The tier; for a customer we know it must be theirs. 1 to 64 characters.</summary>
    public string? Tier { get; init; }
}
