namespace OptiTime.Silo.Api.Wire;

/// <summary>A part of a service that is done in one go.</summary>
public sealed record StepDocument
{
    /// <summary>The step's name, unique in its service. 1 to 64 characters. Default: its number, from 1.</summary>
    public string? Name { get; init; }

    /// <summary>How long it is planned to take: the median. 60 to 86,400.</summary>
    public required int DurationSeconds { get; init; }

    /// <summary>The standard deviation of that. Not above it. Default 0.</summary>
    public int? SpreadSeconds { get; init; }

    /// <summary>What it needs. 1 to 20.</summary>
    public required IReadOnlyList<RoleDocument> Roles { get; init; }

    /// <summary>The least time after the step before. Default 0.</summary>
    public int? MinimumLagSeconds { get; init; }

    /// <summary>The most time after the step before. Default: no limit.</summary>
    public int? MaximumLagSeconds { get; init; }

    /// <summary>How it goes on from the step before. Default: only the lags say; never for the first.</summary>
    public StepFollowsDocument? Follows { get; init; }
}
