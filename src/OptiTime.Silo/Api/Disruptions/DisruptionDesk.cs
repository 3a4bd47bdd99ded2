using OptiTime.Engine.History;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Explain;
using OptiTime.Planning.History;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>Takes in what happened in the field, or says what would be done about it; finds what was done.</summary>
internal sealed class DisruptionDesk(ITerritoryPlanners planners, UrgentJobReader urgentJobs, CustomerWishes wishes, Repairs repairs, CommitmentHistories histories, DemandDesk demand, TimeProvider clock)
{
    /// <summary>Takes a disruption in, or previews it.</summary>
    /// <exception cref="ProblemException">It cannot have happened.</exception>
    public async ValueTask<RepairDocument> HandleAsync(HttpContext context, DisruptionRequest request, ReadOnlyMemory<byte> body)
    {
        var reader = new DisruptionReader(request, clock.GetUtcNow());
        (string? named, CommitmentName? work) = reader.Check();
        long? asked = PlanVersions.Asked(context.Request);
        UrgentJobReader.Call? urgent = request.Kind == DisruptionKind.UrgentJob ? await urgentJobs.ReadAsync(request, asked, context.RequestAborted) : null;
        Board board = urgent?.Board ?? await planners.BoardAsync(named!, asked ?? 0, context.RequestAborted) ?? throw Unknown(named!);
        string territory = board.Settings.Id;
        Disruption disruption = urgent?.Work ?? reader.Read(board, work);
        var command = new HandleDisruption(OpaqueId.New(), disruption, reader.Budget, request.By)
        {
            ProposeFor = reader.ProposeFor(),
            Urgent = urgent?.Terms,
            Wishes = await wishes.OfAsync(KnownWishes.Concerned(board, disruption, Moment.From(clock.GetUtcNow())), context.RequestAborted),
            Naming = new CommitmentNaming(commitment => CommitmentName.Of(territory, commitment)),
        };
        var writer = new RepairWriter(board);
        if (request.Preview == true)
        {
            if (await planners.DecideOnlyAsync(context, territory, command) is not var (decision, at)) throw Unknown(territory);
            if (decision.Refusal is { } refusal) throw new ProblemException(Refusals.ProblemOf(refusal, territory));
            return writer.Write(decision.Answer!.Repair!, at.Version, isPreview: true);
        }
        CommandReply reply = await planners.SendAsync(territory, command, WriteKey.Of(context, body), context.RequestAborted);
        Answer answer = reply.Accept(territory).Mark(context);
        PlanVersions.Tell(context.Response, answer.Version);
        if (urgent is { } call && reply is Accepted { Replayed: false } && await planners.BoardAsync(territory, answer.Version, context.RequestAborted) is { } after
            && after.Commitments.TryGetValue(call.Work.Commitment, out CommitmentEntry came))
            demand.CameUp(call.Question, call.Work.Before, after, came.Commitment);
        return writer.Write(answer.Repair!, answer.Version, isPreview: false);
    }

    /// <summary>An entry of the ledger, with what became of those who were to be called.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async ValueTask<RepairDocument> FindAsync(string id, CancellationToken stop)
    {
        if (!RepairName.TryParse(id, out RepairName? name) || await planners.BoardAsync(name.Territory, name.Version, stop) is not { } board
            || await repairs.FindAsync(name.Territory, name.Version, name.Id, stop) is not { } entry)
            throw new ProblemException(ProblemKind.NotFound.With($"There is no repair '{id}'."));
        var words = new TerritoryWords(board);
        var calls = new List<RepairCall>();
        foreach (string booking in entry.ToCall())
        {
            CommitmentEvent[] since = [.. (await histories.OfAsync(name.Territory, booking, stop)).Select(one => one.Event).Where(one => one.Version >= name.Version)];
            CommitmentEvent? called = since.LastOrDefault(one => one.Kind == CommitmentEventKind.Called);
            calls.Add(new RepairCall
            {
                Booking = CommitmentName.Booking(name.Territory, booking),
                Status = since is not [.., var last] ? BookingStatus.Broken : last.IsEnd ? BookingStatus.Cancelled : last.Commitment.State == CommitmentState.Broken ? BookingStatus.Broken : BookingStatus.Confirmed,
                Proposal = board.PinOf(booking) is { } open ? CommitmentName.Proposal(name.Territory, open.Id) : null,
                CalledAt = words.Time(called?.At),
                Outcome = called?.Reason,
            });
        }
        return new RepairWriter(board).Write(entry, name.Version, isPreview: false, calls);
    }

    /// <summary>The problem when there is no such territory.</summary>
    internal static ProblemException Unknown(string territory) => new(ProblemKind.UnknownTerritory.At(
        "territory", territory, $"There is no territory '{territory}'.", "GET /v1/territories lists them."));
}
