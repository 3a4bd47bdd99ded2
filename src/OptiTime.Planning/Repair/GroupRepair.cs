using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Puts back what several serve together, or what takes several steps: as a whole, at the starts it had where others can take the place of who is missing, or
/// else at others inside its promises. Nobody is moved for it.
/// </summary>
internal sealed class GroupRepair
{
    private const long PositionsEach = 200_000;

    /// <summary>Under which a group is looked for: what is behind it may stand in the same tours under its own.</summary>
    private const string NoId = "";

    private readonly GroupSearch _search = new();
    private readonly HashSet<string> _resources = new(StringComparer.Ordinal);
    private readonly RepairBudget _budget;
    private readonly Moment _now;

    private GroupRepair(Board board, RepairBudget budget, Moment now) => (Board, _budget, _now) = (board, budget, now);

    /// <summary>The board with all that was put back.</summary>
    internal Board Board { get; private set; }

    /// <summary>What was put back, as it is agreed now.</summary>
    internal List<Commitment> Placed { get; } = [];

    /// <summary>The tours it stands in.</summary>
    internal Dictionary<TourKey, TourPlanned> Tours { get; } = [];

    /// <summary>What has another place.</summary>
    internal List<RepairMove> Moves { get; } = [];

    /// <summary>The resources whose tours have changed.</summary>
    internal IReadOnlyCollection<string> Resources => _resources;

    /// <summary>Puts back what can be, the most urgent first.</summary>
    internal static GroupRepair Of(Board board, IEnumerable<LostWork> lost, RepairBudget budget, Moment now)
    {
        var repair = new GroupRepair(board, budget, now);
        foreach (LostWork one in lost.Where(one => IsForSeveral(board, one) && MayBePlaced(one.Work))
            .OrderBy(one => one.Work.State == CommitmentState.Held).ThenBy(one => one.Work.Service.Class)
            .ThenBy(one => one.Work.Steps[0].Promise.From).ThenBy(one => one.Work.Id, StringComparer.Ordinal)) repair.Place(one);
        return repair;
    }

    /// <summary>Whether several serve it; of a newcomer, whom nobody serves yet, whether who comes may bring others.</summary>
    private static bool IsForSeveral(Board board, LostWork lost) =>
        !RepairItems.IsSingle(lost.Work) || (lost.Wishes is not null && SlotSearch.MayBringOthers(board, lost.Work.Steps[0].Assignments[0].Role));

    /// <summary>
    /// Jobs wait for a search of their own, a loan is put back where it was sold, and what is kept for a proposal is that place or none. Nobody is borrowed for
    /// it anew: to whom others lend goes on with the territory's own people, where its customer takes anybody.
    /// </summary>
    private static bool MayBePlaced(Commitment work) =>
        work is { IsJob: false, Loan: null, Proposal: null } && work.Steps.All(step => !step.Assignments.IsEmpty);

    private void Place(LostWork lost)
    {
        if (BegunWork.RestOf(Board, lost) is not { } begun) return;
        Commitment work = lost.Work, rest = begun.Rest;
        bool isNew = lost.Wishes is not null;
        var sold = SoldSteps.Of(Board, rest);
        ImmutableArray<OfferedStep> told = [.. rest.Steps.Select((step, index) => index == 0 ? begun.Following(ToldAs(step, lost, index)) : ToldAs(step, lost, index))];
        // Where a site is there no more, or nobody knows the way, there is no place for it.
        Place? place = JobSearch.PlaceOf(Board, rest);
        if (place is { Location: null } || GroupSearch.TargetsOf(Board, sold.Steps, told, place) is not { } targets) return;
        if (told.Any(step => step.EarliestStart > step.LatestStart)) return;
        ImmutableArray<string> require = lost.Wishes?.Require ?? (work.AnyResource == true ? begun.Again : sold.Named);
        if (_search.Settle(Board, QueryFor(rest, sold, told, require, lost.Wishes?.Refuse ?? []), told, targets, NoId, _now) is not { } placement) return;
        if (!isNew && work.AnyResource != true && !sold.IsServedBySame(Board, placement.Assignments)) return;
        if (!begun.IsFollowedBy(Board, placement)) return;
        TourPlanned[] tours = [.. placement.Tours.Select(tour => Named(tour.ToChange(Board.ResourceOf(tour.Resource).Resource.Id), lost))];
        if (_resources.Union(tours.Select(tour => tour.Resource)).Count() > (_budget.MaximumResources ?? int.MaxValue)) return;
        bool isFixed = placement.Assignments.Sum(assignments => assignments.Length) > 1;
        Commitment settled = work with
        {
            Steps =
            [
                .. work.Steps.Take(lost.First),
                .. work.Steps.Skip(lost.First).Select((step, index) => Settled(step, told[index], placement, index, isFixed || step.Site is not null)),
            ],
            Travel = placement.Added,
            Cost = placement.Cost,
        };
        _resources.UnionWith(tours.Select(tour => tour.Resource));
        Placed.Add(settled);
        foreach (TourPlanned tour in tours) Tours[tour.Key] = tour;
        Moves.Add(new RepairMove(
            work.Id, false, true, isNew ? null : rest.Steps[0].Assignments[0].Resource, lost.During, settled.Steps[lost.First].Assignments[0].Resource, placement.Times[0], null));
        Board = Board.Assuming([new CommitmentRecorded(settled), .. tours], [], Board.Version, Board.At);
    }

    /// <summary>A tour with the id and the steps of the work that was put into it.</summary>
    private static TourPlanned Named(TourPlanned tour, LostWork lost) => tour with
    {
        Stops = [.. tour.Stops.Select(stop => stop.Commitment == NoId ? stop with { Commitment = lost.Work.Id, Step = stop.Step + lost.First } : stop)],
    };

    /// <summary>A step as it is agreed now: at the very start that was found where several come together; who is alone after all may slide.</summary>
    private static CommittedStep Settled(CommittedStep step, OfferedStep told, GroupPlacement placement, int index, bool isFixed)
    {
        Moment start = placement.Times[index].From;
        (Moment earliest, Moment latest) = isFixed ? (start, start) : (told.EarliestStart, told.LatestStart);
        return step with { EarliestStart = earliest, LatestStart = latest, Assignments = placement.Assignments[index] };
    }

    /// <summary>What was promised for a step: where several come together it was planned at one start, and may be at any that ends no later than was told.</summary>
    private OfferedStep ToldAs(CommittedStep step, LostWork lost, int index)
    {
        Moment planned = step.EarliestStart, earliest = planned, latest = step.LatestStart;
        if (earliest == latest && step.Promise.Length > step.Duration) (earliest, latest) = (step.Promise.From, Moment.Max(planned, step.Promise.To - step.Duration));
        if (_budget.MaximumShift is { } most && lost.Wishes is null) (earliest, latest) = (Moment.Max(earliest, planned - most), Moment.Min(latest, planned + most));
        return new OfferedStep(step.Promise, Moment.Max(earliest, lost.FirstStart(lost.First + index, _now)), latest, planned, step.Site, []);
    }

    private SearchQuery QueryFor(Commitment work, SoldSteps sold, ImmutableArray<OfferedStep> told, ImmutableArray<string> require, ImmutableArray<string> refuse)
    {
        PromiseRule everyFive = JobSearch.AnyTime with { Granularity = Seconds.FromMinutes(5) };
        var service = new Service(work.Service.Id, work.Service.Name, work.Service.Class, sold.Steps, everyFive, Seconds.Zero, [], work.Service.Price);
        var between = new Interval(told.Min(step => step.EarliestStart), told.Select((step, index) => step.LatestStart + sold.Steps[index].Duration).Max());
        return new SearchQuery(
            service, null, between, [], require, [], [.. Board.Resources.Where(entry => entry.Territory is not null).Select(entry => entry.Resource.Id), .. refuse],
            [], null, ImpactAllowed.None, 1, PositionsEach);
    }
}
