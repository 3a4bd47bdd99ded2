using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Jobs;

/// <summary>Takes backlog jobs on, one or many, finds them and ends them.</summary>
internal sealed class JobDesk(JobReader reader, ITerritoryPlanners planners, IPlanDirectory directory, TimeProvider clock) : IImport<JobRequest>
{
    /// <inheritdoc/>
    public string Repeating => "each line is a new job, so look with GET /v1/jobs what was recorded before you repeat one";

    private Moment Now => Moment.From(clock.GetUtcNow());

    /// <inheritdoc/>
    public string? IdOf(JobRequest document) => null;

    /// <inheritdoc/>
    public JobRequest Under(JobRequest document, string? id, string? territory) => document;

    /// <inheritdoc/>
    public IReadOnlyList<Task<Written<JobRequest>>> PutMany(IReadOnlyList<JobRequest> documents, CancellationToken stop) =>
        [.. documents.Select(document => PutAsync(document, stop))];

    /// <summary>Takes a job on.</summary>
    /// <exception cref="ProblemException">It is not possible.</exception>
    public async ValueTask<Job> RecordAsync(HttpContext context, JobRequest request, ReadOnlyMemory<byte> body)
    {
        (Board board, JobTerms terms) = await reader.ReadAsync(request, context.RequestAborted);
        var command = new RecordJob(OpaqueId.New(), terms);
        CommandReply reply = await planners.SendAsync(board.Settings.Id, command, WriteKey.Of(context, body), context.RequestAborted);
        Answer answer = reply.Accept(board.Settings.Id).Mark(context);
        PlanVersions.Tell(context.Response, answer.Version);
        return new JobWriter(board, Now).Write(answer, null);
    }

    /// <summary>A job, living or ended.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async ValueTask<Job> FindAsync(HttpContext context, string id)
    {
        CommitmentName name = NameOf(id);
        long? asked = PlanVersions.Asked(context.Request);
        Board board = await planners.BoardAsync(name.Territory, asked ?? 0, context.RequestAborted) ?? throw Unknown(id);
        PlanVersions.Tell(context.Response, board.Version, Staleness.Of(board, planners.FreshnessOf(name.Territory), asked));
        return new JobWriter(board, Now).Write(await RowAsync(board, name, context.RequestAborted) ?? throw Unknown(id));
    }

    /// <summary>Ends a job.</summary>
    /// <exception cref="ProblemException">There is none, or it has ended already.</exception>
    public async ValueTask<Job> EndAsync(HttpContext context, string id, Ending ending, string? reason)
    {
        CommitmentName name = NameOf(id);
        Answer answer = await SendAsync(context, name, new EndJob(name.Id, ending, reason), default);
        Board board = await planners.BoardAsync(name.Territory, context.RequestAborted) ?? throw Unknown(id);
        return new JobWriter(board, Now).Write(answer, reason);
    }

    /// <summary>Sends a command about a job that is there.</summary>
    /// <exception cref="ProblemException">It is refused; for what has ended, with how.</exception>
    public async ValueTask<Answer> SendAsync(HttpContext context, CommitmentName name, Command command, ReadOnlyMemory<byte> body)
    {
        if (PlanVersions.Asked(context.Request) is { } asked) await planners.BoardAsync(name.Territory, asked, context.RequestAborted);
        CommandReply reply = await planners.SendAsync(name.Territory, command, WriteKey.Of(context, body), context.RequestAborted);
        string id = CommitmentName.Job(name.Territory, name.Id);
        if (reply is Refused { Refusal: { Code: RefusalCode.UnknownCommitment or RefusalCode.AlreadyOver } refusal })
        {
            Board board = await planners.BoardAsync(name.Territory, context.RequestAborted) ?? throw Unknown(id);
            throw await ProblemOfAsync(board, name, refusal, context.RequestAborted);
        }
        if (reply is Refused { Refusal.Code: RefusalCode.UnknownTerritory }) throw Unknown(id);
        Answer answer = reply.Accept(name.Territory).Mark(context);
        PlanVersions.Tell(context.Response, answer.Version);
        return answer;
    }

    private async Task<Written<JobRequest>> PutAsync(JobRequest document, CancellationToken stop)
    {
        (Board board, JobTerms terms) = await reader.ReadAsync(document, stop);
        var command = new RecordJob(OpaqueId.New(), terms);
        Accepted accepted = (await planners.SendAsync(board.Settings.Id, command, null, stop)).Accept(board.Settings.Id);
        return new Written<JobRequest>(document, accepted.Answer.Version, true, false, CommitmentName.Job(board.Settings.Id, command.Id));
    }

    private async ValueTask<CommitmentRow?> RowAsync(Board board, CommitmentName name, CancellationToken stop)
    {
        if (board.Commitments.TryGetValue(name.Id, out CommitmentEntry entry) && entry.Commitment is { IsJob: true } job && board.PlannedTimes(job) is var planned
            && (job.State == CommitmentState.Waiting || planned.Length == job.Steps.Length))
            return new CommitmentRow(name.Territory, job, planned, null, null, entry.Version);
        // One that has ended, or has outlived a day it was planned on, is in the store alone.
        return await directory.FindAsync(name.Territory, name.Id, stop) is { Commitment.IsJob: true } row ? row : null;
    }

    /// <summary>The problem of a command about a job that is refused; of what has ended, with how.</summary>
    public async ValueTask<ProblemException> ProblemOfAsync(Board board, CommitmentName name, Refusal refusal, CancellationToken stop)
    {
        if (refusal.Code is not (RefusalCode.UnknownCommitment or RefusalCode.AlreadyOver)) return new ProblemException(Refusals.ProblemOf(refusal, name.Territory));
        string id = CommitmentName.Job(name.Territory, name.Id);
        if (await RowAsync(board, name, stop) is not { } row) return Unknown(id);
        string why = row.Reason is { } reason ? $" ({reason})" : "";
        return new ProblemException(JobQuery.StateOf(row, Now) switch
        {
            JobState.Done => ProblemKind.Gone.With($"The job '{id}' is done{why}."),
            JobState.Cancelled => ProblemKind.Gone.With($"The job '{id}' was called off{why}."),
            _ => Refusals.ProblemOf(refusal, name.Territory),
        });
    }

    private static CommitmentName NameOf(string id) => CommitmentName.TryJob(id, out CommitmentName? name) ? name : throw Unknown(id);

    private static ProblemException Unknown(string id) => new(ProblemKind.NotFound.With($"There is no job '{id}'."));
}
