using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A backlog job as it stands.</summary>
public sealed record Job
{
    /// <summary>The job's id; names its territory.</summary>
    [JsonPropertyName("job")]
    public required string Name { get; init; }

    /// <summary>The same id, as every list has it.</summary>
    public string Id => Name;

    /// <summary>Its state.</summary>
    public required JobStatus State { get; init; }

    /// <summary>Why it was called off, or what was said when it was done; null where nobody said anything.</summary>
    public required string? Reason { get; init; }

    /// <summary>The territory whose plan it stands in.</summary>
    public required string Territory { get; init; }

    /// <summary>The service's id.</summary>
    public required string Service { get; init; }

    /// <summary>The id of the customer it is done for; null for nobody's.</summary>
    public required string? Customer { get; init; }

    /// <summary>The caller's own reference; null for none.</summary>
    public required string? ExternalReference { get; init; }

    /// <summary>0 to 100, higher first.</summary>
    public required int Priority { get; init; }

    /// <summary>It may not start before.</summary>
    public required DateTimeOffset Earliest { get; init; }

    /// <summary>It is to have ended by then.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>The site; null where no step is done at one.</summary>
    public required string? Site { get; init; }

    /// <summary>When it is planned to start; null while it waits.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>When it is planned to end; null while it waits.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>Who does it; of several steps the first. Empty while it waits.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }

    /// <summary>Its steps as they are planned, with everybody who takes part; nobody was promised anything, so <c>promise</c> is its whole range. Empty while it waits.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>What it costs the company where it is planned; nothing while it waits.</summary>
    public required CostBreakdown Cost { get; init; }

    /// <summary>Whether nothing but a person or an impossibility moves it.</summary>
    public required bool Pinned { get; init; }

    /// <summary>The version of the plan that last changed it.</summary>
    public required long PlanVersion { get; init; }
}
