namespace OptiTime.Silo.Api.Wire;

/// <summary>The resources of a territory that fall at one check.</summary>
public sealed record ExplainedFall
{
    /// <summary>The check.</summary>
    public required string Check { get; init; }

    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>How many fall at it.</summary>
    public required int Resources { get; init; }

    /// <summary>The one of them that comes closest.</summary>
    public required string Nearest { get; init; }

    /// <summary>Why that one does not, with the numbers.</summary>
    public required string Words { get; init; }

    /// <summary>By how many seconds it does not; null where time is not the matter.</summary>
    public required int? MissingSeconds { get; init; }
}
