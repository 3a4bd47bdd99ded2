using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>The body of a call, read strictly, with its bytes for the hash of an idempotent write.</summary>
/// <typeparam name="T">The wire type.</typeparam>
/// <param name="Value">What it says.</param>
/// <param name="Bytes">The bytes as they came.</param>
internal sealed record Body<T>(T Value, ReadOnlyMemory<byte> Bytes) : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly bool IsOptional = typeof(T).IsDefined(typeof(MayBeEmptyAttribute));

    /// <summary>Reads the body of a call.</summary>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> bytes = await WireReader.ReadBodyAsync(context.Request, Limits.BodyBytes, nameof(Limits.BodyBytes));
        return new Body<T>(WireReader.Read<T>(IsOptional && bytes.IsEmpty ? "{}"u8.ToArray() : bytes), bytes);
    }

    /// <summary>Tells the API's description what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T), IsOptional));
}

/// <summary>Says that a call with such a body may come without one, which then means an empty object.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MayBeEmptyAttribute : Attribute;
