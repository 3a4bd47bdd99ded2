using OptiTime.Engine.History;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Proposals;

/// <summary>A proposal with the board of its territory.</summary>
/// <param name="Board">The board.</param>
/// <param name="Told">The proposal, open or ended.</param>
internal sealed record FoundProposal(Board Board, ToldProposal Told);

/// <summary>Finds proposals, open ones on the board and ended ones in the log, accepts and refuses them.</summary>
internal sealed class ProposalDesk(ITerritoryPlanners planners, ProposalHistories histories, ProposalHelp help, DemandDesk demand, CustomerWishes wishes, TimeProvider clock)
{
    private Moment Now => Moment.From(clock.GetUtcNow());

    /// <summary>The open proposals of a territory, by id.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="after">The id after which the page begins; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">There is no such territory.</exception>
    public async ValueTask<ItemList<Wire.Proposal>> ListAsync(string territory, string? after, int limit, CancellationToken stop)
    {
        Board board = await planners.BoardAsync(territory, stop) ?? throw new ProblemException(ProblemKind.InvalidParameter.At(
            "territory", territory, $"There is no territory '{territory}'.", "GET /v1/territories lists them."));
        var writer = new ProposalWriter(board, Now);
        ProposalEntry[] rest = [.. board.Proposals.Values.Where(entry => string.CompareOrdinal(entry.Proposal.Id, after) > 0).Take(limit + 1)];
        return new ItemList<Wire.Proposal>
        {
            Items = [.. rest.Take(limit).Select(entry => writer.Write(ToldProposal.Open(entry.Proposal, entry.Version)))],
            Next = rest.Length > limit ? Parameters.Cursor(rest[limit - 1].Proposal.Id) : null,
        };
    }

    /// <summary>A proposal for a caller who wants to see it.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async ValueTask<Wire.Proposal> FindAsync(HttpContext context, string id)
    {
        CommitmentName name = NameOf(id);
        long? asked = PlanVersions.Asked(context.Request);
        FoundProposal found = await FindAsync(name, asked ?? 0, context.RequestAborted) ?? throw Unknown(id);
        PlanVersions.Tell(context.Response, found.Board.Version, Staleness.Of(found.Board, planners.FreshnessOf(name.Territory), asked));
        return new ProposalWriter(found.Board, Now).Write(found.Told);
    }

    /// <summary>The hold that opened a proposal, for a caller who wants to see it; null when there was none.</summary>
    public async ValueTask<Hold?> FindHoldAsync(HttpContext context, CommitmentName name)
    {
        long? asked = PlanVersions.Asked(context.Request);
        if (await FindAsync(name, asked ?? 0, context.RequestAborted) is not { } found || found.Told.Proposal.Asking() is null) return null;
        PlanVersions.Tell(context.Response, found.Board.Version, Staleness.Of(found.Board, planners.FreshnessOf(name.Territory), asked));
        return new ProposalWriter(found.Board, Now).WriteHold(found.Told, null, found.Told.Proposal.OpenUntil, null);
    }

    /// <summary>A proposal, open or ended; null when there was none.</summary>
    public async ValueTask<FoundProposal?> FindAsync(CommitmentName name, long atLeast, CancellationToken stop)
    {
        if (await planners.BoardAsync(name.Territory, atLeast, stop) is not { } board) return null;
        if (board.Proposals.TryGetValue(name.Id, out ProposalEntry entry)) return new FoundProposal(board, ToldProposal.Open(entry.Proposal, entry.Version));
        return await histories.FindAsync(name.Territory, name.Id, stop) is { } told ? new FoundProposal(board, told) : null;
    }

    /// <summary>Does what a proposal says, or tells what that would come to.</summary>
    /// <exception cref="ProblemException">There is none, it has ended, or it can not be done any more; then with what has changed, and fresh offers.</exception>
    public async ValueTask<Wire.Proposal> AcceptAsync(HttpContext context, string id, AcceptRequest asked, ReadOnlyMemory<byte> body)
    {
        CommitmentName name = NameOf(id);
        var command = new AcceptProposal(name.Id, (asked.Alternative ?? 1) - 1, Parameters.Confirmer(asked.Customer), asked.ExternalReference);
        Board? known = await planners.BoardAsync(name.Territory, PlanVersions.Asked(context.Request) ?? 0, context.RequestAborted);
        if (known is not null && known.Proposals.TryGetValue(name.Id, out ProposalEntry open))
            command = command with { Wishes = await wishes.OfAsync(KnownWishes.Concerned(known, open.Proposal, command.Alternative), context.RequestAborted) };
        if (asked.Preview != true) return await EndAsync(context, id, command, command.Alternative, body);
        if (await planners.DecideOnlyAsync(context, name.Territory, command) is not var (decision, board)) throw Unknown(id);
        if (decision.Refusal is { } refusal) throw new ProblemException(await ProblemOfAsync(name, refusal, command.Alternative, context.RequestAborted));
        (Planning.Proposals.Proposal done, long opened) = (decision.Answer!.Proposal!, board.Proposals[name.Id].Version);
        var told = new ToldProposal(done, new ProposalEnded(name.Id, ProposalEnding.Accepted, null, command.Alternative), board.Version, opened);
        return new ProposalWriter(board, Now).Write(told, isPreview: true);
    }

    /// <summary>Drops a proposal.</summary>
    /// <exception cref="ProblemException">There is none, or it has ended.</exception>
    public ValueTask<Wire.Proposal> RefuseAsync(HttpContext context, string id, RefuseRequest asked, ReadOnlyMemory<byte> body) =>
        EndAsync(context, id, new RefuseProposal(NameOf(id).Id, asked.Reason), 0, body);

    /// <summary>The problem of a proposal that has ended; of one that would have been taken gladly with fresh offers. Null where there was none.</summary>
    public async ValueTask<Problem?> EndedAsync(CommitmentName name, CancellationToken stop)
    {
        if (await FindAsync(name, 0, stop) is not { } found) return null;
        string what = $"The proposal '{CommitmentName.Proposal(name.Territory, name.Id)}'", why = found.Told.Ended?.Reason is { } reason ? $" ({reason})" : "";
        return new ProposalWriter(found.Board, Now).StateOf(found.Told) switch
        {
            ProposalState.Accepted => ProblemKind.ProposalEnded.With($"{what} was accepted."),
            ProposalState.Refused => ProblemKind.ProposalEnded.With($"{what} was refused{why}."),
            ProposalState.Void => await help.AddToAsync(ProblemKind.ProposalEnded.With($"{what} is void{why}."), found, 0, [], stop),
            _ => await help.AddToAsync(ProblemKind.ProposalEnded.With($"{what} expired."), found, 0, [], stop),
        };
    }

    /// <summary>The problem of a proposal that cannot be accepted or refused, with what helps.</summary>
    public async ValueTask<Problem> ProblemOfAsync(CommitmentName name, Refusal refusal, int alternative, CancellationToken stop)
    {
        string id = CommitmentName.Proposal(name.Territory, name.Id);
        if (refusal.Code is RefusalCode.UnknownProposal or RefusalCode.UnknownTerritory or RefusalCode.ProposalExpired) return await EndedAsync(name, stop) ?? Unknown(id).Problem;
        Problem problem = Refusals.ProblemOf(refusal, name.Territory);
        return refusal.Code == RefusalCode.ProposalOutdated && await FindAsync(name, 0, stop) is { } found
            ? await help.AddToAsync(problem, found, alternative, ProposalHelp.StuckIn(refusal), stop) : problem;
    }

    private async ValueTask<Wire.Proposal> EndAsync(HttpContext context, string id, Command command, int alternative, ReadOnlyMemory<byte> body)
    {
        CommitmentName name = NameOf(id);
        Idempotency? key = WriteKey.Of(context, body);
        if (PlanVersions.Asked(context.Request) is { } asked) await planners.BoardAsync(name.Territory, asked, context.RequestAborted);
        CommandReply reply = await planners.SendAsync(name.Territory, command, key, context.RequestAborted);
        if (reply is Refused refused) throw new ProblemException(await ProblemOfAsync(name, refused.Refusal, alternative, context.RequestAborted));
        Answer answer = reply.Accept(name.Territory).Mark(context);
        PlanVersions.Tell(context.Response, answer.Version);
        FoundProposal found = await FindAsync(name, answer.Version, context.RequestAborted) ?? throw Unknown(id);
        if (reply is Accepted { Replayed: false } && answer is { Created: true, Commitment: { } made }) demand.Booked(found.Board, made);
        // As it was done: others may have slid since it was opened.
        return new ProposalWriter(found.Board, Now).Write(answer.Proposal is { } done ? found.Told with { Proposal = done } : found.Told);
    }

    private static CommitmentName NameOf(string id) => CommitmentName.TryProposal(id, out CommitmentName? name) ? name : throw Unknown(id);

    private static ProblemException Unknown(string id) => new(ProblemKind.NotFound.With($"There is no proposal '{id}'."));
}
