using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Bookings;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Jobs;

/// <summary>The backlog: work with a due range that nobody was promised.</summary>
internal static class JobEndpoints
{
    private const string Path = "/v1/jobs";

    /// <summary>Maps <c>/v1/jobs</c>.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder jobs = api.MapGroup("/jobs").WithTags("Backlog");
        jobs.MapPost("", RecordAsync).Accepts<JobRequest>(MediaTypes.Json, MediaTypes.NdJson)
            .Produces<ImportLine>(StatusCodes.Status200OK, MediaTypes.NdJson).Answers<Job>(StatusCodes.Status201Created).Refuses(409, 413);
        jobs.MapGet("", ListAsync).Answers<ItemList<Job>>();
        jobs.MapGet("/{id}", GetAsync).Answers<Job>().Refuses(404).HeedsPlanVersion();
        jobs.MapDelete("/{id}", CancelAsync).Answers<Job>().Refuses(404, 409, 410).HeedsPlanVersion();
        jobs.MapPost("/{id}/done", DoneAsync).Answers<Job>().Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>Takes a job on, or with application/x-ndjson many: one a line, each with its own line in the answer.</summary>
    /// <remarks>
    /// It waits, and is planned within a moment where there is a gap in its range. A planned job fills what customers leave: it may be moved inside its
    /// range, or put back, when an offer with impact takes its place.
    /// </remarks>
    internal static async Task<IResult> RecordAsync(HttpContext context, JobDesk desk, BulkImport import)
    {
        if (context.Request.ContentType?.StartsWith(MediaTypes.NdJson, StringComparison.OrdinalIgnoreCase) == true)
            return await import.RunAsync(context, null, desk);
        ReadOnlyMemory<byte> bytes = await WireReader.ReadBodyAsync(context.Request, Limits.BodyBytes, nameof(Limits.BodyBytes));
        Job job = await desk.RecordAsync(context, WireReader.Read<JobRequest>(bytes), bytes);
        return Reply.Created(context, $"{Path}/{job.Name}", job, WireFormat.Json.Job);
    }

    /// <summary>Jobs that meet every condition given, ended ones too; by territory and id.</summary>
    /// <param name="territory">Of this territory.</param>
    /// <param name="state">In this state: waiting, planned, done, overdue or cancelled.</param>
    /// <param name="customer">Of this customer.</param>
    /// <param name="dueBefore">Due before this time.</param>
    /// <param name="limit">At most so many. 1 to 1,000. Default 100.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> ListAsync(
        [FromQuery] string? territory, [FromQuery] string? state, [FromQuery] string? customer, [FromQuery] string? dueBefore,
        [FromQuery] string? limit, [FromQuery] string? cursor, ITerritoryPlanners planners, IPlanDirectory directory, TimeProvider clock,
        CancellationToken stop)
    {
        int count = Parameters.Limit(limit);
        var now = Moment.From(clock.GetUtcNow());
        var query = new JobQuery(
            Parameters.Text("territory", territory, 64), StateOf(state), Parameters.Text("customer", customer, 64),
            Parameters.Time("dueBefore", dueBefore), now, Parameters.AfterLocal(cursor), count);
        IReadOnlyList<CommitmentRow> rows = await directory.ListJobsAsync(query, stop);
        var writers = new Dictionary<string, JobWriter>(StringComparer.Ordinal);
        var items = new List<Job>(rows.Count);
        foreach (CommitmentRow row in rows)
        {
            if (!writers.TryGetValue(row.Territory, out JobWriter? writer))
            {
                Board board = (await planners.BoardAsync(row.Territory, stop))!;
                writers[row.Territory] = writer = new JobWriter(board, now);
            }
            items.Add(writer.Write(row));
        }
        string? next = rows.Count == count ? BookingEndpoints.CursorAfter(rows[^1]) : null;
        return Reply.Ok(new ItemList<Job> { Items = items, Next = next }, WireFormat.Json.ItemListJob);
    }

    /// <summary>A job; also after it has ended.</summary>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> GetAsync(HttpContext context, string id, JobDesk desk) =>
        Reply.Ok(await desk.FindAsync(context, id), WireFormat.Json.Job);

    /// <summary>Calls a job off.</summary>
    /// <param name="id">The job.</param>
    /// <param name="reason">Why; at most 200 characters.</param>
    internal static async Task<IResult> CancelAsync(HttpContext context, string id, [FromQuery] string? reason, JobDesk desk) =>
        Reply.Ok(await desk.EndAsync(context, id, Ending.Cancelled, Parameters.Text("reason", reason, 200)), WireFormat.Json.Job);

    /// <summary>Says that a job is done, wherever it was planned, and whether or not it was.</summary>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> DoneAsync(HttpContext context, string id, JobDesk desk) =>
        Reply.Ok(await desk.EndAsync(context, id, Ending.Done, null), WireFormat.Json.Job);

    private static JobState? StateOf(string? state)
    {
        if (state is null) return null;
        if (Enum.GetValues<JobState>().Cast<JobState?>().FirstOrDefault(known => Name(known!.Value) == state) is { } found) return found;
        throw new ProblemException(ProblemKind.InvalidParameter.At(
            "state", state, "Is not a state of a job.", $"Send one of: {string.Join(", ", Enum.GetValues<JobState>().Select(Name))}."));

        static string Name(JobState known) => known.ToString().ToLowerInvariant();
    }
}
