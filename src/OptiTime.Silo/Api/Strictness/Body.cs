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
    /// <summary>Reads the body of a call.</summary>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ReadOnlyMemory<byte> bytes = await WireReader.ReadBodyAsync(context.Request, Limits.BodyBytes, nameof(Limits.BodyBytes));
        bool isOptional = parameter.GetCustomAttribute<MayBeEmptyAttribute>() is not null;
        return new Body<T>(WireReader.Read<T>(isOptional && bytes.IsEmpty ? "{}"u8.ToArray() : bytes), bytes);
    }

    /// <summary>Tells the API's description what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(
            [MediaTypes.Json], typeof(T), parameter.GetCustomAttribute<MayBeEmptyAttribute>() is not null));
}

/// <summary>Says that a call may come without a body, which then means an empty object.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MayBeEmptyAttribute : Attribute;
