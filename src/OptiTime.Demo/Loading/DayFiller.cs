using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Loading;

/// <summary>
/// Fills one day of a workload with its requests, one after the other, until the share is reached or nothing fits any more. What comes of a
/// request depends on those before it alone, since no other day or workload touches the same tours (but where services take several days, which
/// are filled in order): so a day that was left half filled goes on after its last booking, and ends as it would have ended. Speed comes from
/// the many days that are filled at once.
/// </summary>
internal sealed class DayFiller(Scenario scenario, Branch branch, ITerritoryPlanners planners, TimeProvider clock)
{
    // Another caller may be faster, should somebody book while the plan is being filled.
    private const int Tries = 4;

    // So many requests in a row without a place: the day is full.
    private const int MissesInARow = 30;

    // A course may go on for so long after the day it begins on: three days of it, with a weekend and a holiday between.
    private static readonly Seconds GoingOn = Seconds.FromHours(7 * 24);

    // More than any plan of one role a service has on a day; where many take part, a day that is full is not searched for ever.
    private const long Positions = 1_000_000;

    private static readonly Seconds OfferLife = Seconds.FromMinutes(15);

    private readonly PatientCaller _caller = new(planners, clock);
    private readonly RequestStream _requests = new(scenario, branch);

    /// <summary>Fills one day.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="day">The day.</param>
    /// <param name="share">The share of working time to be taken.</param>
    /// <param name="booked">How many of the day's requests an earlier run has booked.</param>
    /// <param name="onRequest">Told after each request whether it was booked, and the share of the day's work that is done, 0 to 1.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task FillAsync(
        Workload workload, int day, double share, int booked, Action<bool, double> onRequest, CancellationToken stop)
    {
        int misses = 0;
        foreach (ServiceRequest request in _requests.On(workload, day))
        {
            Board board = await BoardAsync(stop);
            if (booked > 0)
            {
                if (board.Commitments.ContainsKey(request.Id)) booked--;
                continue;
            }
            PlanLoad load = PlanLoad.Of(board, workload.Resources, day);
            if (load.Working == Seconds.Zero || load.Share >= share || misses == MissesInARow) break;
            bool served = await BookAsync(workload, request, stop);
            misses = served ? 0 : misses + 1;
            onRequest(served, load.Share / share);
        }
    }

    private async Task<Board> BoardAsync(CancellationToken stop) =>
        await planners.BoardAsync(branch.Territory.Id, stop) ?? throw new LoadFailedException($"Territory '{branch.Territory.Id}' is gone.");

    /// <summary>Books a request. When another has taken its place meanwhile, it searches again.</summary>
    private async Task<bool> BookAsync(Workload workload, ServiceRequest request, CancellationToken stop)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            if (await FindAsync(workload, request, stop) is not { } offer) return false;
            var command = new Book(request.Id, Terms(request, offer, attempt), null, null);
            if (await _caller.SendAsync(branch.Territory.Id, command, request.Id, stop) is not Refused refused) return true;
            if (refused.Refusal.Code != RefusalCode.OfferTaken)
                throw new LoadFailedException($"Booking {request.Id} ({request.Service.Id}) was refused: {refused.Refusal.Message}");
        }
        return false;
    }

    private async Task<FoundOffer?> FindAsync(Workload workload, ServiceRequest request, CancellationToken stop) =>
        await FindAsync(workload, request, request.Preferred, stop)
        ?? (request.Preferred == request.Day ? null : await FindAsync(workload, request, request.Day, stop));

    private async Task<FoundOffer?> FindAsync(Workload workload, ServiceRequest request, Interval between, CancellationToken stop)
    {
        between = between with { From = Moment.Max(between.From, Moment.From(clock.GetUtcNow())) };
        if (between.IsEmpty) return null;
        bool goesOn = request.Service.Steps.Length > 1;
        var query = new SearchQuery(
            request.Service.For(request.Customer.Tier), IsVisit(request) ? request.Customer.Location : null, goesOn ? between with { To = between.To + GoingOn } : between,
            goesOn ? [between] : [], request.Customer.Require, request.Customer.Prefer, request.Customer.Refuse,
            workload.Site is { } site ? [site] : [], null, ImpactAllowed.None, 1, Positions);
        SearchResult result = await _caller.SearchAsync(branch.Territory.Id, query, stop);
        return result.Offers.IsEmpty ? null : result.Offers[0];
    }

    private OfferTerms Terms(ServiceRequest request, FoundOffer offer, int attempt) =>
        new($"{request.Id}-{attempt}", request.Service.Id, request.Customer.Id, request.Customer.Tier, null,
            IsVisit(request) ? new Place($"home-{request.Customer.Id}", request.Customer.Location, request.Customer.Id) : null,
            offer.Steps, offer.Price, Moment.From(clock.GetUtcNow()) + OfferLife)
        {
            AnyResource = request.Customer is { Require.IsEmpty: true, Prefer.IsEmpty: true, Refuse.IsEmpty: true },
        };

    private static bool IsVisit(ServiceRequest request) => request.Service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Customer));
}
