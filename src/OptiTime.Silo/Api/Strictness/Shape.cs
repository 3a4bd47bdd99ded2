using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>A property of an object of the wire.</summary>
internal sealed record ShapeProperty(string Name, Shape Shape, bool IsRequired, bool MayBeNull);

/// <summary>What JSON of a wire type must look like, worked out once from the same metadata that reads it.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    private Shape(Type type) => Type = type;

    /// <summary>The type; of a nullable value, the value's.</summary>
    public Type Type { get; }

    /// <summary>The properties of an object; null when it is something else.</summary>
    public FrozenDictionary<string, ShapeProperty>? Properties { get; private init; }

    /// <summary>The shape of an array's items; null when it is something else.</summary>
    public Shape? Item { get; private init; }

    /// <summary>The words of an enumeration; empty when it is something else.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The shape of a wire type.</summary>
    public static Shape Of(Type type) => Known.GetOrAdd(type, Make);

    private static Shape Make(Type type)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        JsonTypeInfo info = WireJson.Default.Options.GetTypeInfo(inner);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => new Shape(inner)
            {
                Properties = info.Properties.Where(property => property.Set is not null)
                    .Select(property => new ShapeProperty(property.Name, Of(property.PropertyType), property.IsRequired, property.IsSetNullable))
                    .ToFrozenDictionary(property => property.Name, StringComparer.Ordinal),
            },
            JsonTypeInfoKind.Enumerable => new Shape(inner) { Item = Of(info.ElementType!) },
            _ when inner.IsEnum => new Shape(inner)
            {
                Words = [.. Enum.GetNames(inner).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)],
            },
            _ => new Shape(inner),
        };
    }
}
