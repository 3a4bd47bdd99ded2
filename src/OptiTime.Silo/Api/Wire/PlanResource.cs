namespace OptiTime.Silo.Api.Wire;

/// <summary>A resource and what it does.</summary>
public sealed record PlanResource
{
    /// <summary>The resource's id.</summary>
    public required string Resource { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>How it comes to its work.</summary>
    public required MobilityKind Mobility { get; init; }

    /// <summary>The site where it stands; null unless fixed.</summary>
    public required string? Site { get; init; }

    /// <summary>The days on which it works.</summary>
    public required IReadOnlyList<PlanDay> Days { get; init; }
}
