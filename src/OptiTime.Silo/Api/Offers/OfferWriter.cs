using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Turns what was found on one board into signed offers.</summary>
/// <param name="signer">Signs them.</param>
/// <param name="question">What was asked.</param>
/// <param name="board">The board.</param>
/// <param name="request">The request as the tokens carry it.</param>
/// <param name="place">Where the service takes place; null at a site or remote.</param>
/// <param name="validUntil">Until when the offers stand.</param>
internal sealed class OfferWriter(OfferSigner signer, Question question, Board board, byte[] request, Place? place, Moment validUntil)
{
    /// <summary>How long an offer and its price stand.</summary>
    public static readonly Seconds Validity = Seconds.FromMinutes(15);

    private readonly TerritoryWords _words = new(board);

    /// <summary>What would turn a no into a yes.</summary>
    public RelaxedOffer Write(Relaxation relaxation) =>
        new()
        {
            GivesUp = relaxation.GivesUp,
            Extra = _words.Amount(relaxation.Extra),
            Words = relaxation.Words,
            DistanceMetres = relaxation.Distance?.Value,
            Offer = Write(relaxation.Offer, OpaqueId.New()),
        };

    /// <summary>An offer under a new id.</summary>
    public Offer Write(FoundOffer found, string id)
    {
        Service service = question.Query.Service;
        var terms = new OfferTerms(
            id, service.Id, question.Customer, question.Tier, question.Request.ExternalReference, place, found.Steps, found.Price, validUntil)
        {
            Moves = found.Displaces.IsEmpty ? [.. found.Moved.Select(move => move.Commitment)] : [],
            Displaces = found.Displaces,
            AnyResource = question.Query is { Require.IsEmpty: true, Prefer.IsEmpty: true, Refuse.IsEmpty: true },
        };
        var steps = new PlannedStep[found.Steps.Length];
        for (int index = 0; index < steps.Length; index++) steps[index] = Write(found.Steps[index], service.Steps[index]);
        return new Offer
        {
            Token = signer.Sign(new SignedOffer(board.Settings.Id, terms, request)),
            Territory = board.Settings.Id,
            Promise = steps[0].Promise,
            Start = steps[0].Start!.Value,
            End = _words.Time(found.End),
            Site = steps[0].Site,
            ValidUntil = _words.Time(validUntil),
            Resources = steps[0].Resources,
            Steps = steps,
            TravelSeconds = found.Travel.Time.Value,
            Cost = _words.Cost(found.Cost),
            Price = _words.Amount(found.Price),
            OnTime = found.OnTime,
            Impact = found.Moved.IsEmpty ? Impact.None : ImpactOf([.. found.Moved.Select(Write)]),
            Proposal = found.Displaces.IsEmpty ? null : true,
            PlanVersion = board.Version,
        };
    }

    /// <summary>What could be told if others did not keep what they were.</summary>
    public BeyondPromise Write(BeyondPromises beyond) => new()
    {
        Promise = _words.Window(beyond.Promise),
        Resource = beyond.Resource,
        Bookings = [.. beyond.Commitments.Select(NameOf)],
    };

    /// <summary>What moves others, with those who must be called.</summary>
    internal static Impact ImpactOf(MovedBooking[] moved)
    {
        string[] calls = [.. moved.Where(one => one.Call).Select(one => one.Id)];
        return new Impact { Bookings = moved, Calls = calls.Length == 0 ? null : calls };
    }

    private MovedBooking Write(PlannedMove move) => _words.Moved(move, NameOf(move.Commitment));

    private string NameOf(string id) => CommitmentName.Of(board.Settings.Id, board.Commitments[id].Commitment);

    private PlannedStep Write(OfferedStep step, ServiceStep sold) => new()
    {
        Step = sold.Name,
        Promise = _words.Window(step.Promise),
        Start = _words.Time(step.Start),
        End = _words.Time(step.Start + sold.Duration),
        Site = step.Site,
        Resources = [.. step.Resources.Select(who => new RolePlayer { Role = who.Role, Resource = who.Resource, Unit = UnitOf(who.Resource), Territory = who.Territory })],
    };

    private int? UnitOf(string resource) => board.FindResource(resource)?.Resource.Capacity is null or 1 ? 0 : null;
}
