using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api;

/// <summary>What the API's description says beyond what stands at its routes and types.</summary>
internal static class ApiDescription
{
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
            IEnumerable<string> tags = context.Description.ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>().SelectMany(metadata => metadata.Tags);
            if (method is "POST" or "PUT" or "DELETE" && context.Description.RelativePath != "v1/availability")
                AddHeader(operation, WriteKey.Header, "A key of the caller's choice, 1 to 200 characters: a retry with it gives the first committed answer.");
            if (method is "PUT" or "DELETE" && tags.Contains(MasterDataEndpoints.Tag))
                AddHeader(operation, "If-Match", "The ETag of what was read: only if it still stands.");
            return Task.CompletedTask;
        });
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
}
