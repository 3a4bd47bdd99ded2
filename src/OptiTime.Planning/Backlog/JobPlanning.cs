using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Backlog;

/// <summary>
/// Puts a job that waits into the tours that were found for it: where one resource serves it slides inside the day it was given, where several come
/// together it is planned at the very start that was found, or at another of that day.
/// </summary>
internal static class JobPlanning
{
    internal static Decision Plan(Draft draft, Catalogue catalogue, Commitment job, PlanJob command)
    {
        if (catalogue.Find(job.Service.Id) is not { } service || service.Steps.Length != command.Steps.Length || !service.Steps.All(step => IsKnownWhere(job, step)))
            return Decision.Refuse(RefusalCode.ServiceChanged, $"Service '{job.Service.Id}' is no longer sold as it was.");
        ImmutableArray<OfferedStep> steps = [.. command.Steps.Select((step, index) => Within(job, step, service.Steps[index]))];
        if (!steps.All(step => step.EarliestStart <= step.LatestStart && !step.Resources.IsEmpty)) return NoRoom(steps);
        return SlotSearch.NeedsGroup(draft.Board, service) ? PlanTogether(draft, catalogue, service, job, steps) : PlanAlone(draft, catalogue, service, job, steps[0]);
    }

    private static Decision PlanAlone(Draft draft, Catalogue catalogue, Service service, Commitment job, OfferedStep offered)
    {
        ServiceStep step = service.Steps[0];
        if (draft.Board.FindResource(offered.Resources[0].Resource) is not { } resource || !Fits(draft.Board, resource, step, offered))
            return Decision.Refuse(RefusalCode.OfferTaken, $"Resource '{offered.Resources[0].Resource}' can not serve '{service.Id}'.");
        Location? point = resource.IsMobile ? JobSearch.PlaceOf(draft.Board, job)?.Location : null;
        if (offered.Site is { } site && resource.IsMobile) point = draft.Board.Sites[site].Site.Location;
        if (Placement.Find(draft.Board, resource, offered, step, job.Id, point, draft.Now) is not { } placement) return NoRoom([offered]);
        CommittedStep planned = JobDecisions.AsPlanned(
            job.Steps[0], step, new Interval(offered.EarliestStart, offered.LatestStart), new Assignment(step.Roles[0], resource.Resource.Id, placement.Tour.Unit));
        ImmutableArray<CostLine> cost = SlotSearch.CostOf(resource, placement.Added, step.Duration);
        return Planned(draft, catalogue, job with { Steps = [planned], Travel = placement.Added, Cost = cost }, service, [placement.Tour], OnTime.Of(placement.Tour, placement.Index));
    }

    private static Decision PlanTogether(Draft draft, Catalogue catalogue, Service service, Commitment job, ImmutableArray<OfferedStep> steps)
    {
        Place? place = JobSearch.PlaceOf(draft.Board, job);
        Service whenever = service with { Promise = JobSearch.AnyTimeFor(service) };
        Fit fit = new GroupSearch().Fit(draft.Board, whenever, steps, place, job.Id, draft.Now, out GroupPlacement? placement);
        if (fit == Fit.NotSoldSo) return Decision.Refuse(RefusalCode.ServiceChanged, $"Service '{service.Id}' asks for others than were found.");
        if (placement is null) return NoRoom(steps);
        Commitment planned = job with { Steps = GroupTaking.StepsOf(service, steps, place?.Id, placement), Travel = placement.Added, Cost = placement.Cost };
        return Planned(draft, catalogue, planned, service, placement.Tours, placement.OnTime);
    }

    private static Decision Planned(Draft draft, Catalogue catalogue, Commitment job, Service service, ImmutableArray<Tour> tours, double onTime)
    {
        Commitment planned = job with { State = CommitmentState.Backlog, Service = JobDecisions.Sold(catalogue, service) };
        draft.Add([new CommitmentRecorded(planned), .. tours.Select(tour => tour.ToChange(draft.Board.ResourceOf(tour.Resource).Resource.Id))]);
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(draft.AnswerFor(planned, onTime, created: false));
    }

    /// <summary>A step as it may be planned now: when it was found, but never outside the job's range as the service is today, and where the job is done.</summary>
    private static OfferedStep Within(Commitment job, OfferedStep found, ServiceStep step)
    {
        Interval range = job.Steps[0].Promise;
        return found with
        {
            Promise = range,
            EarliestStart = Moment.Max(range.From, found.EarliestStart),
            LatestStart = Moment.Min(range.To - step.Duration, found.LatestStart),
            Site = GroupSearch.PlaceOf(step) == RolePlace.Site ? JobSearch.SiteOf(job) : null,
        };
    }

    /// <summary>Whether it was said where a step is to be done; a service may be given elsewhere now.</summary>
    private static bool IsKnownWhere(Commitment job, ServiceStep step) => GroupSearch.PlaceOf(step) switch
    {
        RolePlace.Site => JobSearch.SiteOf(job) is not null,
        RolePlace.Customer => job.Steps.Any(one => one.Site is null && one.Place is not null),
        _ => true,
    };

    private static bool Fits(Board board, ResourceEntry resource, ServiceStep step, OfferedStep offered)
    {
        if (!Eligibility.Fits(resource.Resource, step.Roles[0], offered.Site is { } at ? [at] : [])) return false;
        return offered.Site is not { } site || !resource.IsMobile
            || (board.Sites.TryGetValue(site, out SiteEntry? entry) && entry.IsOpen(new Interval(offered.EarliestStart, offered.LatestStart + step.Duration)));
    }

    private static Decision NoRoom(ImmutableArray<OfferedStep> steps) => Decision.Refuse(
        RefusalCode.OfferTaken, $"{string.Join(" and ", steps.SelectMany(step => step.Resources).Select(who => $"'{who.Resource}'").Distinct())} have no room left for it.");
}
