using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Let work be moved again. The body may be left out.</summary>
[MayBeEmpty]
public sealed record UnpinRequest
{
    /// <summary>Why, for whoever asks later; at most 200 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>True to be told what would be, and to change nothing. Default false.</summary>
    public bool? Preview { get; init; }
}
