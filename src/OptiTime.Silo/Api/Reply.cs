using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api;

/// <summary>How answers are given, and how they are told in the API's description.</summary>
internal static class Reply
{
    /// <summary>The header that says an answer is the stored one of an earlier call with the same key.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>200 with a body.</summary>
    public static IResult Ok<T>(T body, JsonTypeInfo<T> type) => TypedResults.Json(body, type);

    /// <summary>201 with a body, under its path.</summary>
    public static IResult Created<T>(HttpContext context, string path, T body, JsonTypeInfo<T> type)
    {
        context.Response.Headers.Location = path;
        return TypedResults.Json(body, type, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>A problem.</summary>
    public static IResult Problem(Problem problem) =>
        TypedResults.Json(problem, WireFormat.Json.Problem, MediaTypes.Problem, problem.Status);

    /// <summary>The entity tag of a version.</summary>
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Tells in the API's description what an endpoint answers, beside problems.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<T>(status, MediaTypes.Json);

    /// <summary>Tells in the API's description with which problems endpoints may answer.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoints, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(Problem), [MediaTypes.Problem]))]);
}
