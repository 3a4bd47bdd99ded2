using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Writes the members of an enumeration as lower-case words joined by dashes, and reads nothing else.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
