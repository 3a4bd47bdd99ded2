using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Jobs;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;
using Customer = OptiTime.Engine.Directory.Customer;

namespace OptiTime.Silo.Api.ByHand;

/// <summary>Assigns, unassigns, pins and unpins bookings and jobs, or tells what that would come to.</summary>
internal sealed class HandDesk(ITerritoryPlanners planners, CommitmentDesk bookings, JobDesk jobs, CustomerMemory customers, TimeProvider clock)
{
    private Moment Now => Moment.From(clock.GetUtcNow());

    /// <summary>Gives work a place, or tells what it would be.</summary>
    /// <exception cref="ProblemException">It is not possible; with the checks.</exception>
    public async ValueTask<ByHandAnswer> AssignAsync(HttpContext context, Work work, Body<AssignRequest> body)
    {
        AssignRequest asked = Check(body.Value);
        Board? board = await planners.BoardAsync(work.Name.Territory, PlanVersions.Asked(context.Request) ?? 0, context.RequestAborted);
        Customer? customer = board is not null && board.Commitments.TryGetValue(work.Name.Id, out CommitmentEntry entry) && entry.Commitment.Customer is { } id
            ? await customers.FindAsync(id, context.RequestAborted) : null;
        var command = new AssignWork(
            work.Name.Id, work.IsJob, [.. (asked.Resources ?? []).Select(one => new AssignedRole(one.Role, one.Resource, one.Step))],
            asked.Start is { } start ? Moment.From(start) : null, asked.Override?.Reason, asked.Pin ?? true)
        {
            Require = customer?.Require ?? [],
            Refuse = customer?.Refuse ?? [],
            Naming = new CommitmentNaming(commitment => CommitmentName.Of(work.Name.Territory, commitment)),
        };
        return await DoAsync(context, work, command, asked.Preview, body.Bytes);
    }

    /// <summary>Takes the place of work away.</summary>
    /// <exception cref="ProblemException">It is not possible.</exception>
    public ValueTask<ByHandAnswer> UnassignAsync(HttpContext context, Work work, Body<ByHandRequest> body) =>
        DoAsync(context, work, new UnassignWork(work.Name.Id, work.IsJob, ReasonOf(body.Value)), body.Value.Preview, body.Bytes);

    /// <summary>Pins work.</summary>
    /// <exception cref="ProblemException">It is not possible.</exception>
    public ValueTask<ByHandAnswer> PinAsync(HttpContext context, Work work, Body<ByHandRequest> body) =>
        DoAsync(context, work, new PinWork(work.Name.Id, work.IsJob, ReasonOf(body.Value)), body.Value.Preview, body.Bytes);

    /// <summary>Unpins work.</summary>
    /// <exception cref="ProblemException">It is not possible.</exception>
    public ValueTask<ByHandAnswer> UnpinAsync(HttpContext context, Work work, Body<UnpinRequest> body)
    {
        Parameters.CheckReason(body.Value.Reason);
        return DoAsync(context, work, new UnpinWork(work.Name.Id, work.IsJob, body.Value.Reason), body.Value.Preview, body.Bytes);
    }

    private ValueTask<ByHandAnswer> DoAsync(HttpContext context, Work work, HandCommand command, bool? preview, ReadOnlyMemory<byte> body) =>
        preview == true ? PreviewAsync(context, work, command) : SendAsync(context, work, command, body);

    private async ValueTask<ByHandAnswer> SendAsync(HttpContext context, Work work, HandCommand command, ReadOnlyMemory<byte> body)
    {
        Answer answer = work.IsJob ? await jobs.SendAsync(context, work.Name, command, body) : (await bookings.SendAsync(context, work.Name, isHold: false, command, body)).Answer;
        Board board = (await planners.BoardAsync(work.Name.Territory, context.RequestAborted))!;
        return Write(work, board, answer, preview: false);
    }

    /// <summary>The same decision on the board of the moment, not appended.</summary>
    private async ValueTask<ByHandAnswer> PreviewAsync(HttpContext context, Work work, HandCommand command)
    {
        if (await planners.DecideOnlyAsync(context, work.Name.Territory, command) is not var (decision, board)) throw work.Unknown();
        if (decision.Refusal is { } refusal)
            throw work.IsJob ? await jobs.ProblemOfAsync(board, work.Name, refusal, context.RequestAborted) : await bookings.ProblemOfAsync(work.Name, refusal, context.RequestAborted);
        return Write(work, board, decision.Answer!, preview: true);
    }

    private ByHandAnswer Write(Work work, Board board, Answer answer, bool preview)
    {
        HandOutcome outcome = answer.ByHand ?? new HandOutcome([], false, []);
        var words = new TerritoryWords(board);
        return new ByHandAnswer
        {
            Preview = preview,
            Booking = work.IsJob ? null : new CommitmentWriter(board, Now).WriteBooking(answer),
            Job = work.IsJob ? new JobWriter(board, Now).Write(answer, null) : null,
            Overridden = outcome.Overridden,
            CallCustomer = outcome.CallCustomer,
            Shifted = [.. outcome.Shifted.Select(move => words.Moved(move, board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry)
                ? CommitmentName.Of(board.Settings.Id, entry.Commitment) : move.Commitment))],
        };
    }

    private static AssignRequest Check(AssignRequest asked)
    {
        var faults = new Faults();
        faults.Require(asked.Start is not null || asked.Resources is { Count: > 0 }, "resources", null, "Is empty, and no 'start' is sent.", "Say who is to serve, or when.");
        Fields.CheckCount(faults, "resources", asked.Resources?.Count, Limits.Names, nameof(Limits.Names));
        Fields.CheckText(faults, "override.reason", asked.Override?.Reason, 200);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return asked;
    }

    private static string ReasonOf(ByHandRequest asked)
    {
        Parameters.CheckReason(asked.Reason);
        return asked.Reason;
    }
}
