using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A field at fault.</summary>
public sealed record FieldError
{
    /// <summary>The path of the field in the body, the name of a query parameter, or that of a header: <c>windows[0].from</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The value as it was sent, at most 100 characters; null when there was none.</summary>
    public required string? Value { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Message { get; init; }

    /// <summary>What would likely be right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remedy { get; init; }
}
