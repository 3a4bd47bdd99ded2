using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What moved a planned time inside its promise.</summary>
[JsonConverter(typeof(KebabEnumConverter<PromiseCauseKind>))]
public enum PromiseCauseKind
{
    /// <summary>Another hold or booking was put into the tour.</summary>
    Added,

    /// <summary>Another hold or booking left the tour.</summary>
    Left,

    /// <summary>Another booking moved within the tour.</summary>
    Moved,

    /// <summary>The resource was changed: its hours, its home, its skills.</summary>
    ResourceChanged,

    /// <summary>Something happened in the field; the id is that of the repair.</summary>
    Disruption,
}
