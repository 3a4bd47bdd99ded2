using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What a territory's resources do, day by day.</summary>
public sealed record PlanView
{
    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>The version of the plan.</summary>
    public required long Version { get; init; }

    /// <summary>When that version was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long ago that was last known to be the newest version, in seconds; left out unless it may be old, and of the past.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StaleSeconds { get; init; }

    /// <summary>The first local day shown begins here.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last local day shown ends here.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The resources in order of their ids.</summary>
    public required IReadOnlyList<PlanResource> Resources { get; init; }
}
