using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Lists, reads, writes, imports and removes one kind of master data; the same for each kind.</summary>
internal static class MasterDataEndpoints
{
    /// <summary>The heading of master data in the API's description.</summary>
    public const string Tag = "Master data";

    private const string LimitMeans = "At most so many. 1 to 1,000. Default 100.", CursorMeans = "'next' of the page before.";

    /// <summary>Maps all master data.</summary>
    public static void MapMasterData(this IEndpointRouteBuilder api)
    {
        Map<TerritoryDocument>(api, "territories", "territory", canRemove: false);
        Map<SiteDocument>(api, "sites", "site");
        Map<ResourceDocument>(api, "resources", "resource");
        Map<ServiceDocument>(api, "services", "service");
        Map<CustomerDocument>(api, "customers", "customer");
        MapWithin<SiteDocument>(api, "sites");
        MapWithin<ResourceDocument>(api, "resources");
    }

    private static void Map<T>(IEndpointRouteBuilder api, string path, string noun, bool canRemove = true) where T : class
    {
        RouteGroupBuilder group = api.MapGroup("/" + path).WithTags(Tag);
        bool isLocal = typeof(T) == typeof(SiteDocument) || typeof(T) == typeof(ResourceDocument);
        if (isLocal) group.MapGet("", ListLocalAsync<T>).WithSummary($"The {path}, by territory and id.").Answers<ItemList<T>>();
        else group.MapGet("", ListAsync<T>).WithSummary($"The {path}, by id.").Answers<ItemList<T>>();
        group.MapPost("", (HttpContext context, IMasterData<T> data, BulkImport import) => PostAsync(context, $"/v1/{path}", null, data, import))
            .WithSummary($"Creates a {noun}, or with {MediaTypes.NdJson} writes many: one a line, each in place of the one of its id, each with its own line in the answer.")
            .Takes<T>().AnswersImports().Answers<T>(StatusCodes.Status201Created).Refuses(409, 413);
        group.MapGet("/{id}", GetAsync<T>).WithSummary($"A {noun}, with its ETag.").Answers<T>().Refuses(404);
        group.MapPut("/{id}", PutAsync<T>).WithSummary($"Writes a {noun} in place of the one of its id, under If-Match or If-None-Match where sent.")
            .Answers<T>().Answers<T>(StatusCodes.Status201Created).Refuses(409, 412);
        if (canRemove)
        {
            group.MapDelete("/{id}", RemoveAsync<T>).WithSummary($"Takes a {noun} away, under If-Match where sent.")
                .Produces(StatusCodes.Status204NoContent).Refuses(404, 409, 412);
        }
    }

    private static void MapWithin<T>(IEndpointRouteBuilder api, string path) where T : class
    {
        RouteGroupBuilder group = api.MapGroup("/territories/{territory}/" + path).WithTags(Tag);
        group.MapGet("", ListWithinAsync<T>).WithSummary($"The {path} of a territory, by id.").Answers<ItemList<T>>().Refuses(404);
        group.MapPost("", (HttpContext context, string territory, IMasterData<T> data, BulkImport import) =>
                PostAsync(context, $"/v1/{path}", territory, data, import))
            .WithSummary($"Creates or imports {path} of a territory.")
            .Takes<T>().AnswersImports().Answers<T>(StatusCodes.Status201Created).Refuses(404, 409, 413);
    }

    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) where T : class =>
        endpoint.Accepts<T>(MediaTypes.Json, MediaTypes.NdJson);

    private static RouteHandlerBuilder AnswersImports(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<ImportLine>(StatusCodes.Status200OK, MediaTypes.NdJson);

    private static Task<IResult> ListAsync<T>(
        [FromQuery, Description(LimitMeans)] string? limit, [FromQuery, Description(CursorMeans)] string? cursor,
        IMasterData<T> data, CancellationToken stop) where T : class =>
        PageAsync(null, limit, cursor, data, stop);

    private static Task<IResult> ListLocalAsync<T>(
        [FromQuery, Description("Only of this territory.")] string? territory, [FromQuery, Description(LimitMeans)] string? limit,
        [FromQuery, Description(CursorMeans)] string? cursor, IMasterData<T> data, CancellationToken stop)
        where T : class => PageAsync(territory, limit, cursor, data, stop);

    private static async Task<IResult> ListWithinAsync<T>(
        string territory, [FromQuery, Description(LimitMeans)] string? limit, [FromQuery, Description(CursorMeans)] string? cursor,
        IMasterData<T> data, ITerritoryPlanners planners, CancellationToken stop)
        where T : class
    {
        if (await planners.BoardAsync(territory, stop) is null) throw Unknown("territory", territory);
        return await PageAsync(territory, limit, cursor, data, stop);
    }

    private static async Task<IResult> PageAsync<T>(
        string? territory, string? limit, string? cursor, IMasterData<T> data, CancellationToken stop) where T : class
    {
        Page<T> page = await data.ListAsync(territory, cursor, Parameters.Limit(limit), stop);
        return Reply.Ok(new ItemList<T> { Items = page.Items, Next = page.Next }, data.ListType);
    }

    private static async Task<IResult> GetAsync<T>(HttpContext context, string id, IMasterData<T> data, CancellationToken stop) where T : class
    {
        Versioned<T> found = await data.FindAsync(id, stop) ?? throw Unknown(data.Noun, id);
        string tag = Reply.ETag(found.Version);
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.Contains(tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : Reply.Ok(found.Document, data.Type);
    }

    private static async Task<IResult> PutAsync<T>(HttpContext context, string id, Body<T> body, IMasterData<T> data, CancellationToken stop) where T : class
    {
        T document = Named(body.Value, id, data);
        long? ifVersion = await VersionAsync(context.Request, id, data, stop);
        Written<T> written = await data.PutAsync(document, ifVersion, WriteKey.Of(context, body.Bytes), stop);
        return Answer(context, $"{context.Request.Path}", written, data, written.IsNew);
    }

    private static async Task<IResult> PostAsync<T>(
        HttpContext context, string path, string? territory, IMasterData<T> data, BulkImport import) where T : class
    {
        if (context.Request.ContentType?.StartsWith(MediaTypes.NdJson, StringComparison.OrdinalIgnoreCase) == true)
            return await import.RunAsync(context, territory, data);
        ReadOnlyMemory<byte> bytes = await WireReader.ReadBodyAsync(context.Request, Limits.BodyBytes, nameof(Limits.BodyBytes));
        T document = data.Under(WireReader.Read<T>(bytes), null, territory);
        Written<T> written = await data.PutAsync(document, 0, WriteKey.Of(context, bytes), context.RequestAborted);
        return Answer(context, $"{path}/{Uri.EscapeDataString(data.IdOf(document)!)}", written, data, isCreated: true);
    }

    private static async Task<IResult> RemoveAsync<T>(HttpContext context, string id, IMasterData<T> data, CancellationToken stop) where T : class
    {
        long? ifVersion = await VersionAsync(context.Request, id, data, stop);
        return await data.RemoveAsync(id, ifVersion, WriteKey.Of(context, default), stop) ? TypedResults.NoContent() : throw Unknown(data.Noun, id);
    }

    private static IResult Answer<T>(HttpContext context, string path, Written<T> written, IMasterData<T> data, bool isCreated) where T : class
    {
        context.Response.Headers.ETag = Reply.ETag(written.Version);
        if (written.IsReplayed) context.Response.Headers[Reply.ReplayedHeader] = "true";
        return isCreated ? Reply.Created(context, path, written.Document, data.Type) : Reply.Ok(written.Document, data.Type);
    }

    private static T Named<T>(T document, string id, IMasterData<T> data) where T : class
    {
        if (data.IdOf(document) is { } said && said != id)
            throw new ProblemException(ProblemKind.InvalidValue.At("id", said, $"Is not the id of the path, '{id}'.", "Leave it out of the body."));
        return data.Under(document, id, null);
    }

    private static async ValueTask<long?> VersionAsync<T>(HttpRequest request, string id, IMasterData<T> data, CancellationToken stop) where T : class
    {
        var condition = Precondition.Of(request);
        if (!condition.MustExist || await data.FindAsync(id, stop) is not null) return condition.Version;
        throw new ProblemException(ProblemKind.VersionChanged.At("If-Match", request.Headers.IfMatch, $"There is no {data.Noun} '{id}'."));
    }

    private static ProblemException Unknown(string noun, string id) => new(ProblemKind.NotFound.With($"There is no {noun} '{id}'."));
}
