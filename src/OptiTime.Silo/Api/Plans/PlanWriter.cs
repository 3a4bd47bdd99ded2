using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Plans;

/// <summary>Turns days of a board into what people look at.</summary>
internal sealed class PlanWriter(Board board)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>The days from one to before another.</summary>
    public PlanView Write(int firstDay, int afterDay)
    {
        ILookup<int, (int Day, Tour Tour)> tours = Enumerable.Range(firstDay, afterDay - firstDay)
            .SelectMany(day => board.ToursOf(day).Select(tour => (day, tour))).ToLookup(entry => entry.tour.Resource);
        return new PlanView
        {
            Territory = board.Settings.Id,
            Version = board.Version,
            At = _words.Time(board.At),
            From = _words.Time(board.Clock.StartOf(firstDay)),
            To = _words.Time(board.Clock.StartOf(afterDay)),
            Resources = [.. board.Resources.Select(entry => Write(entry, tours[entry.Number]))],
        };
    }

    private PlanResource Write(ResourceEntry entry, IEnumerable<(int Day, Tour Tour)> tours) => new()
    {
        Resource = entry.Resource.Id,
        Name = entry.Resource.Name,
        Kind = entry.Resource.Kind,
        Mobility = (MobilityKind)entry.Resource.Mobility,
        Site = entry.Resource.Site,
        Days =
        [
            .. tours.GroupBy(one => one.Day).Select(day => new PlanDay
            {
                Date = LocalDatePattern.Iso.Format(DayClock.DateOf(day.Key)),
                Tours = [.. day.Select(one => Write(one.Tour))],
            }),
        ],
    };

    private PlanTour Write(Tour tour) => new()
    {
        Unit = tour.Unit,
        From = _words.Time(tour.Period.Span.From),
        To = _words.Time(tour.Period.Span.To),
        Breaks = _words.Windows(tour.Period.Breaks),
        Stops = [.. tour.Stops.Select(Write)],
        ReturnSeconds = tour.Return.Time.Value,
        ReturnMetres = tour.Return.Distance.Value,
        Free = tour.Home < 0 ? _words.Windows(FreeOf(tour)) : null,
    };

    private PlanStop Write(TourStop stop)
    {
        Commitment commitment = board.Commitments[stop.Commitment].Commitment;
        CommittedStep step = commitment.Steps[stop.Step];
        string name = CommitmentName.Of(board.Settings.Id, commitment);
        return new PlanStop
        {
            Hold = commitment is { State: CommitmentState.Held, Proposal: null } ? name : null,
            Proposal = commitment.Proposal is null ? null : name,
            Booking = commitment.IsBooking ? name : null,
            Job = commitment.IsJob ? name : null,
            LentTo = commitment.Loan?.Territory,
            Pinned = commitment.Pinned == true,
            Service = commitment.Service.Id,
            Step = step.Name,
            Promise = _words.Window(step.Promise),
            Start = _words.Time(stop.Start),
            End = _words.Time(stop.End),
            StepTime = stop.StepTime == new Interval(stop.Start, stop.End) ? null : _words.Window(stop.StepTime),
            TravelSeconds = stop.Leg.Time.Value,
            TravelMetres = stop.Leg.Distance.Value,
            Location = Fields.Point(step.Place is { } place ? board.Places.PlaceOf(place).Location : null),
        };
    }

    /// <summary>What neither a break nor a stop takes of the working period.</summary>
    private static IEnumerable<Interval> FreeOf(Tour tour)
    {
        Moment from = tour.Period.Span.From;
        IEnumerable<Interval> taken = tour.Stops.Select(stop => new Interval(stop.Start, stop.End)).Concat(tour.Period.Breaks);
        foreach (Interval busy in taken.OrderBy(busy => busy.From))
        {
            if (from < busy.From) yield return new Interval(from, busy.From);
            from = Moment.Max(from, busy.To);
        }
        if (from < tour.Period.Span.To) yield return new Interval(from, tour.Period.Span.To);
    }
}
