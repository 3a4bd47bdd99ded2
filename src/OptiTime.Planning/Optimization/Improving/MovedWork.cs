using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>Work that an optimiser may give another place: who could serve it, from when to when, where.</summary>
/// <param name="Commitment">It as it stands.</param>
/// <param name="Role">The role to be played.</param>
/// <param name="Step">Its step as it would be sold today, of a job; as it was sold, of a booking.</param>
/// <param name="Place">The number of the place.</param>
/// <param name="Point">Where that is.</param>
/// <param name="Earliest">The first moment at which it may be planned; never in what is frozen.</param>
/// <param name="Latest">The last one (included).</param>
internal sealed record MovedWork(Commitment Commitment, Role Role, ServiceStep Step, int Place, Location Point, Moment Earliest, Moment Latest)
{
    /// <summary>Whether it is a job that nobody is planned for.</summary>
    internal bool Waits => Commitment.State == CommitmentState.Waiting;

    /// <summary>Who serves it now; null for nobody.</summary>
    internal string? Resource => Waits ? null : Commitment.Steps[0].Assignments[0].Resource;

    /// <summary>The work of a stop; null where it may not be moved.</summary>
    /// <param name="board">The board.</param>
    /// <param name="movable">What may be moved, by the rules that offers with impact obey.</param>
    /// <param name="stop">The stop.</param>
    /// <param name="thaw">What starts before is frozen.</param>
    internal static MovedWork? Of(Board board, MovableWork movable, in TourStop stop, Moment thaw)
    {
        if (movable.CostOf(stop) is null) return null;
        Commitment work = board.Commitments[stop.Commitment].Commitment;
        CommittedStep step = work.Steps[0];
        Role role = step.Assignments[0].Role;
        return Of(board, work, role, new ServiceStep(step.Name, step.Duration, step.Spread, [role], Seconds.Zero, null), thaw);
    }

    /// <summary>A job that waits; null where it can not be planned by itself any more.</summary>
    internal static MovedWork? OfWaiting(Board board, Catalogue catalogue, Commitment job, Moment thaw) =>
        catalogue.Find(job.Service.Id) is { } service && !SlotSearch.NeedsGroup(board, service)
            ? Of(board, job, service.Steps[0].Roles[0], service.Steps[0], thaw) : null;

    private static MovedWork? Of(Board board, Commitment work, Role role, ServiceStep sold, Moment thaw)
    {
        CommittedStep step = work.Steps[0];
        // A job at a site would have to be held to the site's hours, and whoever is erased has no place any more.
        if (step.Place is not { } place || (work.IsJob && step.Site is not null)) return null;
        int number = board.Places.NumberOf(place);
        if (number < 0 || board.Places.LocationOf(number) is not { } point) return null;
        (Moment earliest, Moment latest) = work.IsJob ? (step.Promise.From, step.Promise.To - sold.Duration) : (step.EarliestStart, step.LatestStart);
        earliest = Moment.Max(earliest, thaw);
        return earliest <= latest ? new MovedWork(work, role, sold, number, point, earliest, latest) : null;
    }

    /// <summary>Whether a resource may serve it, whatever its time allows.</summary>
    internal bool MayBeServedBy(ResourceEntry entry) =>
        entry is { IsMobile: true, Territory: null, Requirements.IsEmpty: true }
        && (Commitment.IsJob || Commitment.AnyResource == true || Resource == entry.Resource.Id)
        && Eligibility.Fits(entry.Resource, Role, Commitment.Steps[0].Site is { } site ? [site] : []);

    /// <summary>The move that puts it into a tour: a job slides inside the period it is given.</summary>
    internal TourMove MoveTo(Board board, Tour tour) => new(
        Commitment.Id, board.ResourceOf(tour.Resource).Resource.Id, tour.Period.Span.From, Moment.Max(Earliest, tour.Period.Span.From),
        Moment.Min(Latest, tour.Period.Span.To - Step.Duration));

    /// <summary>It as a stop, whose start and leg are found when it is put into a tour.</summary>
    internal TourStop AsStop(Moment earliest, Moment latest) =>
        new(Commitment.Id, 0, Place, default, Step.Duration, Step.Spread, earliest, latest, default);

    /// <summary>It as it is agreed once somebody else, or the same one elsewhere, serves it.</summary>
    internal Commitment ServedBy(ResourceEntry entry, CheapestInsertion at, Moment earliest, Moment latest)
    {
        CommittedStep step = Commitment.Steps[0] with { Assignments = [new Assignment(Role, entry.Resource.Id, at.Tour.Unit)] };
        return Commitment with
        {
            State = Waits ? CommitmentState.Backlog : Commitment.State,
            // Nobody was told of a job: it slides inside the period it was given.
            Steps = [Commitment.IsJob ? JobDecisions.AsPlanned(step, Step, new Interval(earliest, latest), step.Assignments[0]) : step],
            Travel = at.Added,
            Cost = SlotSearch.CostOf(entry, at.Added, Step.Duration),
        };
    }
}
