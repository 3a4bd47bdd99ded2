using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.History;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Bookings;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>The call-back list: whom to call, what to offer them, and what came of it.</summary>
internal sealed class CallBackDesk(
    ITerritoryPlanners planners, IPlanDirectory directory, CommitmentHistories histories, OffersAnew anew, CommitmentDesk commitments, TimeProvider clock)
{
    /// <summary>A page of the list, in the order of ids.</summary>
    /// <exception cref="ProblemException">There is no such territory.</exception>
    public async ValueTask<ItemList<CallBack>> ListAsync(string territory, string? after, int count, CancellationToken stop)
    {
        Board board = await planners.BoardAsync(territory, stop) ?? throw new ProblemException(ProblemKind.InvalidParameter.At(
            "territory", territory, $"There is no territory '{territory}'.", "GET /v1/territories lists them."));
        string[] broken = [.. board.Broken.SkipWhile(id => string.CompareOrdinal(id, after) <= 0).Take(count + 1)];
        var items = new List<CallBack>(count);
        foreach (string id in broken.Take(count))
        {
            if (await WriteAsync(board, id, stop) is { } item) items.Add(item);
        }
        return new ItemList<CallBack> { Items = items, Next = broken.Length > count ? Parameters.Cursor(broken[count - 1]) : null };
    }

    /// <summary>Notes a call.</summary>
    /// <exception cref="ProblemException">There is no such booking, or it has its place.</exception>
    public async ValueTask<Booking> NoteAsync(HttpContext context, string booking, CalledRequest called, ReadOnlyMemory<byte> body)
    {
        if (!CommitmentName.TryBooking(booking, out CommitmentName? name)) throw BookingEndpoints.Unknown(booking);
        Parameters.CheckText("note", called.Note);
        (Answer answer, CommitmentWriter writer) = await commitments.SendAsync(
            context, name, isHold: false, new NoteCall(name.Id, (CallOutcome)called.Outcome, called.Note), body);
        return writer.WriteBooking(answer);
    }

    private async ValueTask<CallBack?> WriteAsync(Board board, string id, CancellationToken stop)
    {
        string territory = board.Settings.Id;
        if (await directory.FindAsync(territory, id, stop) is not { Ending: null } row) return null;
        CommitmentEvent[] events = [.. (await histories.OfAsync(territory, id, stop)).Select(one => one.Event)];
        CommitmentEvent? broken = events.LastOrDefault(one => one.Kind == CommitmentEventKind.Broken);
        CommitmentEvent? called = events.LastOrDefault(one => one.Kind == CommitmentEventKind.Called && one.Version > broken?.Version);
        var words = new TerritoryWords(board);
        (IReadOnlyList<Offer> found, NoOffers? refusal) = await anew.ForBrokenAsync(board, row.Commitment, stop);
        return new CallBack
        {
            Booking = new CommitmentWriter(board, Moment.From(clock.GetUtcNow())).WriteBooking(row with { Reason = broken?.Reason ?? row.Reason }),
            Promised = events.Any(one => one.Kind is not (CommitmentEventKind.Broken or CommitmentEventKind.Called)),
            Since = words.Time(broken?.At),
            CalledAt = words.Time(called?.At),
            Outcome = called?.Reason,
            Proposal = board.PinOf(id) is { } proposal ? CommitmentName.Proposal(territory, proposal.Id) : null,
            Offers = found,
            Refusal = refusal,
        };
    }
}
