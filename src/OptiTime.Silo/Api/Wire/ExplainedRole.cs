namespace OptiTime.Silo.Api.Wire;

/// <summary>How a role of the first step could be played at the start told about.</summary>
public sealed record ExplainedRole
{
    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>How many it takes.</summary>
    public required int Needed { get; init; }

    /// <summary>How many resources could play it if only they had time.</summary>
    public required int Fit { get; init; }

    /// <summary>How many units of them have time then, each seen by itself.</summary>
    public required int Free { get; init; }

    /// <summary>Of those that have not, the one that comes closest; null where all have, or nobody fits.</summary>
    public required string? Nearest { get; init; }

    /// <summary>Why that one has not, with the numbers; null where there is none.</summary>
    public required string? Words { get; init; }
}
