using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What became of a line of a bulk import.</summary>
[JsonConverter(typeof(KebabEnumConverter<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It is now as the line says.</summary>
    Replaced,

    /// <summary>It changed nothing.</summary>
    Rejected,
}
