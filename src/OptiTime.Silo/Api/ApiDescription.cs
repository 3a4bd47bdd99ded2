using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api;

/// <summary>What the API's description says beyond what stands at its routes and types.</summary>
internal static class ApiDescription
{
    /// <summary>What is posted and changes nothing.</summary>
    private static readonly string[] AsksOnly = ["v1/availability", "v1/explain", "v1/what-if"];

    /// <summary>Configures the description.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "OptiTime",
                Version = "v1",
                Description =
                    "Real-time appointment and operations planning: ask for availability, hold an offer, confirm it. Times are RFC 3339 with an offset, durations whole "
                    + "seconds, intervals half-open. Unknown and duplicate properties are refused. Errors are application/problem+json with a stable type.",
            };
            // The address a caller used is right; the one the silo thinks it has may not be.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            string? method = context.Description.HttpMethod;
            IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
            IEnumerable<string> tags = metadata.OfType<ITagsMetadata>().SelectMany(told => told.Tags);
            operation.OperationId ??= IdOf(method!, context.Description.RelativePath!);
            if (operation.RequestBody?.Content?.TryGetValue(MediaTypes.Json, out OpenApiMediaType? body) == true)
                body.Example = ApiExamples.Of(metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType);
            foreach (IProducesResponseTypeMetadata told in metadata.OfType<IProducesResponseTypeMetadata>())
            {
                if (told.StatusCode < StatusCodes.Status300MultipleChoices
                    && operation.Responses?[told.StatusCode.ToString(CultureInfo.InvariantCulture)].Content?.TryGetValue(MediaTypes.Json, out OpenApiMediaType? answer) == true)
                    answer.Example = ApiExamples.OfAnswer(told.Type);
            }
            if (method is "POST" or "PUT" or "DELETE" && !AsksOnly.Contains(context.Description.RelativePath))
                AddHeader(operation, WriteKey.Header, "A key of the caller's choice, 1 to 200 characters: a retry with it gives the first committed answer.");
            if (metadata.OfType<PlanVersions.Heeded>().Any()) TellPlanVersion(operation);
            if (method is "PUT" or "DELETE" && tags.Contains(MasterDataEndpoints.Tag))
                AddHeader(operation, "If-Match", "The ETag of what was read: only if it still stands.");
            return Task.CompletedTask;
        });
    }

    /// <summary>Tells of the header by which a caller reads what it wrote, whichever silo it wrote through, and of those that answer it.</summary>
    private static void TellPlanVersion(OpenApiOperation operation)
    {
        AddHeader(operation, PlanVersions.Header,
            "A version of the territory's plan the caller has been told of, by any silo. One that is behind waits for it a moment, or says that its answer is stale; a write is decided on the newest plan anyway.",
            JsonSchemaType.Integer);
        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            if (status[0] != '2' || response is not OpenApiResponse answer) continue;
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
            answer.Headers[PlanVersions.Header] = HeaderOf("The version of the territory's plan that was read, or written. Left out where the body alone tells it.");
            if (operation.OperationId!.StartsWith("get", StringComparison.Ordinal))
                answer.Headers[PlanVersions.AgeHeader] = HeaderOf("How long ago that plan was last known to be the newest, in seconds; left out unless it may be old.");
        }

        static OpenApiHeader HeaderOf(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" } };
    }

    /// <summary>A name for the methods of generated clients: <c>post v1/holds/{id}/confirm</c> is <c>postHoldsByIdConfirm</c>.</summary>
    private static string IdOf(string method, string path)
    {
        IEnumerable<string> words = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "v1")
            .Select(part => part[0] == '{' ? "By" + Capital(part[1..^1]) : Capital(part));
        return method.ToLowerInvariant() + string.Concat(words);

        static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, JsonSchemaType type = JsonSchemaType.String) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = type },
        });
}
