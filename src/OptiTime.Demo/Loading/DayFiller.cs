using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Loading;

/// <summary>
/// Fills one day of a workload with its requests, in their order, until the share is reached or nothing fits any more. A few requests are
/// in flight at once; what comes of them depends on their order alone, since no other day or workload touches the same tours.
/// </summary>
internal sealed class DayFiller(Scenario scenario, ITerritoryPlanners planners, TimeProvider clock)
{
    private const int InFlight = 3;
    private const int RoundsPerRequest = 4;

    // So many requests in a row without a place: the day is full.
    private const int MissesInARow = 30;

    private static readonly Seconds OfferLife = Seconds.FromMinutes(15);

    private readonly PatientCaller _caller = new(planners, clock);
    private readonly RequestStream _requests = new(scenario);

    /// <summary>Fills one day.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="day">The day.</param>
    /// <param name="share">The share of working time to be taken.</param>
    /// <param name="onBooked">Told after each round: how many bookings were made, and the share of the day's work that is done, 0 to 1.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>How many requests found no place.</returns>
    internal async Task<int> FillAsync(Workload workload, int day, double share, Action<int, double> onBooked, CancellationToken stop)
    {
        int unserved = 0, misses = 0;
        using IEnumerator<ServiceRequest> requests = _requests.On(workload, day).GetEnumerator();
        while (misses < MissesInARow)
        {
            Board board = await BoardAsync(stop);
            PlanLoad load = PlanLoad.Of(board, workload.Resources, day, day + 1);
            if (load.Working == Seconds.Zero || load.Share >= share) break;
            List<ServiceRequest> next = Next(requests, board);
            int booked = await BookAsync(workload, next, stop);
            unserved += next.Count - booked;
            misses = booked > 0 ? 0 : misses + next.Count;
            onBooked(booked, Math.Min(1, load.Share / share));
        }
        onBooked(0, 1);
        return unserved;
    }

    private async Task<Board> BoardAsync(CancellationToken stop) =>
        await planners.BoardAsync(scenario.Company.Territory.Id, stop) ?? throw new LoadFailedException($"Territory '{scenario.Company.Territory.Id}' is gone.");

    /// <summary>The next requests; those an earlier run has booked are passed over.</summary>
    private static List<ServiceRequest> Next(IEnumerator<ServiceRequest> requests, Board board)
    {
        var next = new List<ServiceRequest>(InFlight);
        while (next.Count < InFlight && requests.MoveNext())
        {
            if (!board.Commitments.ContainsKey(requests.Current.Id)) next.Add(requests.Current);
        }
        return next;
    }

    /// <summary>Books some requests at once. The one whose place another has taken searches again.</summary>
    private async Task<int> BookAsync(Workload workload, List<ServiceRequest> requests, CancellationToken stop)
    {
        int booked = 0;
        List<ServiceRequest> open = requests;
        for (int round = 0; round < RoundsPerRequest && open.Count > 0; round++)
        {
            // All search before any books: what they find must not depend on how fast the planner is.
            var found = new List<(ServiceRequest Request, FoundOffer Offer)>();
            foreach (ServiceRequest request in open)
            {
                if (await FindAsync(workload, request, stop) is { } offer) found.Add((request, offer));
            }
            (ServiceRequest Request, Task<CommandReply> Reply)[] sent = [.. found.Select(one => (one.Request, SendAsync(one.Request, one.Offer, round, stop)))];
            open = [];
            foreach ((ServiceRequest request, Task<CommandReply> reply) in sent)
            {
                if (await reply is not Refused refused) booked++;
                else if (refused.Refusal.Code == RefusalCode.OfferTaken) open.Add(request);
                else throw new LoadFailedException($"Booking {request.Id} ({request.Service.Id}) was refused: {refused.Refusal.Message}");
            }
        }
        return booked;
    }

    private Task<CommandReply> SendAsync(ServiceRequest request, FoundOffer offer, int round, CancellationToken stop) =>
        _caller.SendAsync(scenario.Company.Territory.Id, new Book(request.Id, Terms(request, offer, round), null, null), request.Id, stop);

    private async Task<FoundOffer?> FindAsync(Workload workload, ServiceRequest request, CancellationToken stop) =>
        await FindAsync(workload, request, request.Preferred, stop)
        ?? (request.Preferred == request.Day ? null : await FindAsync(workload, request, request.Day, stop));

    private async Task<FoundOffer?> FindAsync(Workload workload, ServiceRequest request, Interval between, CancellationToken stop)
    {
        between = between with { From = Moment.Max(between.From, Moment.From(clock.GetUtcNow())) };
        if (between.IsEmpty) return null;
        var query = new SearchQuery(
            request.Service, IsVisit(request) ? request.Customer.Location : null, between, [], request.Customer.Require, request.Customer.Prefer,
            request.Customer.Refuse, workload.Site is { } site ? [site] : [], null, ImpactAllowed.None, 1, int.MaxValue);
        SearchResult result = await _caller.SearchAsync(scenario.Company.Territory.Id, query, stop);
        return result.Offers.IsEmpty ? null : result.Offers[0];
    }

    private OfferTerms Terms(ServiceRequest request, FoundOffer offer, int round) =>
        new($"{request.Id}-{round}", request.Service.Id, request.Customer.Id, request.Customer.Tier, null,
            IsVisit(request) ? new Place($"home-{request.Customer.Id}", request.Customer.Location, request.Customer.Id) : null,
            offer.Steps, offer.Price, Moment.From(clock.GetUtcNow()) + OfferLife);

    private static bool IsVisit(ServiceRequest request) => request.Service.Steps[0].Roles[0].Where == Planning.Demand.RolePlace.Customer;
}
