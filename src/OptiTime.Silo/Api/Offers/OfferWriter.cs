using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Turns what a search found into signed offers. One writer serves one answer, whose offers share the request and the place.</summary>
internal sealed class OfferWriter(OfferTokens tokens, Question question, Board board, Moment now)
{
    /// <summary>How long an offer and its price stand.</summary>
    public static readonly Seconds Validity = Seconds.FromMinutes(15);

    private readonly TerritoryWords _words = new(board);
    private readonly byte[] _request = SignedOffer.Pack(question.Request);
    private readonly Place? _place = question.Query.At is { } at ? new Place("P-" + OpaqueId.New(), at, question.Customer) : null;

    /// <summary>The whole answer.</summary>
    public AvailabilityResponse Write(SearchResult result, long microseconds) => new()
    {
        Offers = [.. result.Offers.Select(found => Write(found, result.PlanVersion))],
        Refusal = result.Offers.IsEmpty ? WriteRefusal(result) : null,
        PlanVersion = result.PlanVersion,
        Completeness = (AnswerWorth)result.Completeness,
        LeftOut = result.LeftOut,
        SearchMicroseconds = microseconds,
    };

    private NoOffers WriteRefusal(SearchResult result) => new()
    {
        Reasons = [.. result.Reasons.Select(reason => new Reason { Code = reason.Code, Message = reason.Message, Resources = reason.Resources })],
        Relaxations =
        [
            .. result.Relaxations.Select(relaxation => new RelaxedOffer
            {
                GivesUp = relaxation.GivesUp,
                Extra = _words.Amount(relaxation.Extra),
                Offer = Write(relaxation.Offer, result.PlanVersion),
            }),
        ],
    };

    private Offer Write(FoundOffer found, long version)
    {
        Service service = question.Query.Service;
        var terms = new OfferTerms(
            OpaqueId.New(), service.Id, question.Customer, question.Tier, question.Request.ExternalReference, _place, found.Steps,
            found.Price, now + Validity);
        PlannedStep[] steps = [.. found.Steps.Zip(service.Steps, WriteStep)];
        return new Offer
        {
            Token = tokens.Sign(new SignedOffer(board.Settings.Id, terms, _request)),
            Territory = board.Settings.Id,
            Promise = steps[0].Promise,
            Start = steps[0].Start,
            End = _words.Time(found.End),
            Site = steps[0].Site,
            ValidUntil = _words.Time(terms.ValidUntil),
            Resources = steps[0].Resources,
            Steps = steps,
            TravelSeconds = found.Travel.Time.Value,
            Cost = _words.Cost(found.Cost),
            Price = _words.Amount(found.Price),
            OnTime = found.OnTime,
            Impact = new Impact { Bookings = [.. found.Moved.Select(moved => CommitmentName.Booking(board.Settings.Id, moved))] },
            PlanVersion = version,
        };
    }

    private PlannedStep WriteStep(OfferedStep step, ServiceStep sold) => new()
    {
        Step = sold.Name,
        Promise = _words.Window(step.Promise),
        Start = _words.Time(step.Start),
        End = _words.Time(step.Start + sold.Duration),
        Site = step.Site,
        Resources = [.. RolesOf(sold).Zip(step.Resources, (role, resource) => new RolePlayer { Role = role, Resource = resource, Unit = UnitOf(resource) })],
    };

    private static IEnumerable<string> RolesOf(ServiceStep step) => step.Roles.SelectMany(role => Enumerable.Repeat(role.Name, role.Count));

    private int? UnitOf(string resource) => board.FindResource(resource)?.Resource.Capacity is null or 1 ? 0 : null;
}
