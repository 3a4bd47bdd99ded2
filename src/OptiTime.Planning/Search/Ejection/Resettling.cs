using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>Finds another place for work of one step that one resource serves: what is asked for it, and what it comes to on a board.</summary>
internal static class Resettling
{
    /// <summary>What work that has or had a place asks for.</summary>
    internal static Asked AskedBy(Board board, Commitment work)
    {
        CommittedStep step = work.Steps[0];
        Role role = step.Assignments[0].Role;
        Location? point = role.Where == RolePlace.Customer && step.Place is { } place ? board.Places.PlaceOf(place).Location : null;
        return new Asked(work, new ServiceStep(step.Name, step.Duration, step.Spread, [role], Seconds.Zero, null), point);
    }

    /// <summary>The question where work could go: anywhere inside its promise; with its own resource alone where the customer may want no other.</summary>
    /// <param name="work">The work.</param>
    /// <param name="asked">What it asks for.</param>
    /// <param name="thaw">It is put nowhere before.</param>
    /// <param name="positions">About how many positions may be looked at.</param>
    internal static SearchQuery QueryOf(Commitment work, Asked asked, Moment thaw, long positions)
    {
        CommittedStep step = work.Steps[0];
        var service = new Service(
            work.Service.Id, work.Service.Name, work.Service.Class, [asked.Step], JobSearch.AnyTime, Seconds.Zero, [], work.Service.Price);
        Interval range = work.IsJob ? step.Promise : new Interval(step.EarliestStart, step.LatestStart + step.Duration);
        Interval between = range with { From = Moment.Max(range.From, thaw) };
        bool isFree = work.IsJob || work.AnyResource == true;
        return new SearchQuery(
            service, asked.Point, between, [], isFree ? [] : [step.Assignments[0].Resource], [], [], step.Site is { } site ? [site] : [], null,
            ImpactAllowed.None, 1, positions);
    }

    /// <summary>Where a resource comes to the work; null for one that does not travel.</summary>
    internal static Location? PointFor(Board board, ResourceEntry resource, Asked asked)
    {
        if (!resource.IsMobile) return null;
        return asked.Work.Steps[0].Site is { } site ? board.Sites[site].Site.Location : asked.Point;
    }

    /// <summary>Work as it is agreed in the tours of a resource, and the tour it stands in; null where there is no room after all.</summary>
    internal static (CommitmentRecorded Work, TourPlanned Tour)? Settle(
        Board board, Asked asked, ResourceEntry resource, Interval promise, Moment earliest, Moment latest, Location? point, Moment now)
    {
        var offered = new OfferedStep(promise, earliest, latest, earliest, null, []);
        if (Placement.Find(board, resource, offered, asked.Step, asked.Work.Id, point, now) is not { } placement) return null;
        CommittedStep step = asked.Work.Steps[0] with { Assignments = [new Assignment(asked.Step.Roles[0], resource.Resource.Id, placement.Tour.Unit)] };
        Commitment settled = asked.Work with
        {
            // Nobody was told of a job: it slides inside the day it was given. Whoever travels to a site is there while it is open.
            Steps = [asked.Work.IsJob || (step.Site is not null && resource.IsMobile) ? step with { EarliestStart = earliest, LatestStart = latest } : step],
            Travel = placement.Added,
            Cost = SlotSearch.CostOf(resource, placement.Added, asked.Step.Duration),
        };
        return (new CommitmentRecorded(settled), placement.Tour.ToChange(resource.Resource.Id));
    }
}
