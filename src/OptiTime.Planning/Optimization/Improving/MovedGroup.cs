using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Work that an optimiser may give others or another time as a whole: of several roles or steps, of somebody who requires others, or at a site. What is lent,
/// pinned, held, frozen in any of its steps, or promised with certain people at one very start stays.
/// </summary>
/// <param name="Commitment">It as it stands.</param>
/// <param name="Service">What it asks for: as it would be sold today, of a job that waits; as it was sold, of all else.</param>
/// <param name="Told">What was promised of each step, and when it stands.</param>
/// <param name="Targets">Where each step takes place.</param>
/// <param name="Place">The customer's place; null where no step is there.</param>
/// <param name="Sold">Who plays which role; null of a job that waits.</param>
internal sealed record MovedGroup(
    Commitment Commitment, Service Service, ImmutableArray<OfferedStep> Told, ImmutableArray<Target> Targets, Place? Place, SoldSteps? Sold)
{
    /// <summary>About how many positions are looked at to find it a place.</summary>
    private const long Positions = 100_000;

    /// <summary>Whether whoever can serve may serve it.</summary>
    private bool IsForAnybody => Commitment.IsJob || Commitment.AnyResource == true;

    /// <summary>Work as a group; null where it may not be moved.</summary>
    /// <param name="board">The board.</param>
    /// <param name="catalogue">The catalogue, by which jobs are sold.</param>
    /// <param name="work">The work.</param>
    /// <param name="thaw">What starts before is frozen.</param>
    internal static MovedGroup? Of(Board board, Catalogue catalogue, Commitment work, Moment thaw)
    {
        if (!MayBeMoved(board, work, thaw)) return null;
        Service? today = work.IsJob ? catalogue.Find(work.Service.Id) : null;
        SoldSteps? sold = work.State == CommitmentState.Waiting ? null : SoldSteps.Of(board, work);
        if (sold is null && today is null) return null;
        ImmutableArray<ServiceStep> steps = sold?.Steps ?? today!.Steps;
        PromiseRule starts = today is null ? JobSearch.AnyTime with { Granularity = Seconds.FromMinutes(5) } : JobSearch.AnyTimeFor(today);
        var service = new Service(work.Service.Id, work.Service.Name, work.Service.Class, steps, starts, Seconds.Zero, [], work.Service.Price);
        ImmutableArray<OfferedStep> told = [.. steps.Select((step, index) => work.IsJob ? RangeOf(board, work, step, index, thaw) : ToldAs(work.Steps[index], thaw))];
        if (told.Any(step => step.EarliestStart > step.LatestStart)) return null;
        bool isForAnybody = work.IsJob || work.AnyResource == true;
        if (!isForAnybody && told.All(step => step.EarliestStart == step.LatestStart)) return null;
        Place? place = JobSearch.PlaceOf(board, work);
        if (place is { Location: null } || GroupSearch.TargetsOf(board, steps, told, place) is not { } targets) return null;
        return new MovedGroup(work, service, told, targets, place, sold);
    }

    /// <summary>What is asked to find it a place.</summary>
    internal SearchQuery Query()
    {
        var between = new Interval(Told.Min(step => step.EarliestStart), Told.Select((step, index) => step.LatestStart + Service.Steps[index].Duration).Max());
        return new SearchQuery(Service, null, between, [], IsForAnybody ? [] : Sold!.Named, [], [], [], null, ImpactAllowed.None, 1, Positions);
    }

    /// <summary>The move to what was found: a job that one serves alone slides inside the period it is given.</summary>
    internal GroupMove MoveTo(Board board, GroupChance chance)
    {
        ImmutableArray<OfferedStep> steps = chance.AsOffered(board);
        if (!Commitment.IsJob || chance.Picks is not [var alone]) return new GroupMove(Commitment.Id, steps);
        Interval period = board.ToursOf(alone.Day)[alone.Tour].Period.Span;
        return new GroupMove(Commitment.Id, [Within(steps[0], period.From, period.To - Service.Steps[0].Duration)]);
    }

    /// <summary>The steps of a move, held to what was promised.</summary>
    internal ImmutableArray<OfferedStep>? Allowed(GroupMove move)
    {
        if (move.Steps.Length != Told.Length) return null;
        ImmutableArray<OfferedStep> steps =
            [.. Told.Select((told, index) => Within(told, move.Steps[index].EarliestStart, move.Steps[index].LatestStart) with
            {
                Start = move.Steps[index].Start,
                Resources = move.Steps[index].Resources,
            })];
        return steps.All(step => step.EarliestStart <= step.LatestStart) ? steps : null;
    }

    /// <summary>Whether a customer takes those who would serve, and the site is open wherever somebody who is there alone may slide.</summary>
    internal bool Takes(Board board, ImmutableArray<OfferedStep> steps, GroupPlacement placement)
    {
        if (!IsForAnybody && !Sold!.IsServedBySame(board, placement.Assignments)) return false;
        return !IsAlone(placement) || Targets[0].Site is not { } site || !placement.Assignments[0][0].Role.IsForTheStep
            || site.IsOpen(new Interval(steps[0].EarliestStart, steps[0].LatestStart + Service.Steps[0].Duration));
    }

    /// <summary>It as it is agreed in the tours of those who were found.</summary>
    internal Commitment ServedBy(Catalogue catalogue, ImmutableArray<OfferedStep> steps, GroupPlacement placement)
    {
        ImmutableArray<CommittedStep> planned = GroupTaking.StepsOf(Service, steps, Place?.Id, placement);
        Commitment placed = Commitment with { Travel = placement.Added, Cost = placement.Cost };
        if (Commitment.State == CommitmentState.Waiting)
            return placed with { State = CommitmentState.Backlog, Steps = planned, Service = JobDecisions.Sold(catalogue, catalogue.Find(Service.Id)!) };
        return placed with
        {
            Steps = [.. Commitment.Steps.Zip(planned, (before, now) => before with
            {
                EarliestStart = now.EarliestStart,
                LatestStart = now.LatestStart,
                Assignments = now.Assignments,
            })],
        };
    }

    private static bool IsAlone(GroupPlacement placement) => placement.Assignments is [[_]];

    private static bool MayBeMoved(Board board, Commitment work, Moment thaw)
    {
        if (work.Loan is not null || work.Borrows || work.Proposal is not null || work.Pinned == true || board.PinOf(work.Id) is not null) return false;
        if (work.State == CommitmentState.Waiting) return true;
        return work.State is CommitmentState.Confirmed or CommitmentState.Backlog
            && board.PlannedTimes(work) is var planned && planned.Length == work.Steps.Length && planned.All(time => time.From >= thaw);
    }

    /// <summary>What was promised: where several come together it was planned at one start, and may be at any that ends no later than was told.</summary>
    private static OfferedStep ToldAs(CommittedStep step, Moment thaw)
    {
        (Moment earliest, Moment latest) = (step.EarliestStart, step.LatestStart);
        if (earliest == latest && step.Promise.Length > step.Duration) (earliest, latest) = (step.Promise.From, Moment.Max(latest, step.Promise.To - step.Duration));
        return new OfferedStep(step.Promise, Moment.Max(earliest, thaw), latest, step.EarliestStart, step.Site, []);
    }

    /// <summary>The range of a job, of which nobody was told.</summary>
    private static OfferedStep RangeOf(Board board, Commitment job, ServiceStep step, int index, Moment thaw)
    {
        Interval range = job.Steps[0].Promise;
        Moment earliest = Moment.Max(range.From, thaw);
        Moment start = job.State == CommitmentState.Waiting ? earliest : board.PlannedTimes(job)[index].From;
        string? site = GroupSearch.PlaceOf(step) == RolePlace.Site ? JobSearch.SiteOf(job) : null;
        return new OfferedStep(range, earliest, range.To - step.Duration, start, site, []);
    }

    private static OfferedStep Within(OfferedStep step, Moment earliest, Moment latest) =>
        step with { EarliestStart = Moment.Max(step.EarliestStart, earliest), LatestStart = Moment.Min(step.LatestStart, latest) };
}
