using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Groups;

/// <summary>Whether an offered group still fits.</summary>
internal enum Fit
{
    /// <summary>It does.</summary>
    Fits,

    /// <summary>Somebody has no room for it any more.</summary>
    NoRoom,

    /// <summary>The service asks for others now, or they require others.</summary>
    NotSoldSo,
}

/// <content>A group that was offered: the same resources again, at the starts offered or else at others within the promises.</content>
internal sealed partial class GroupSearch
{
    /// <summary>How much is looked at, at the most, for other starts of a group: who decides may not keep a territory's other callers waiting.</summary>
    private const long PositionsToFit = 5_000_000;

    /// <summary>Looks whether an offered group fits on a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="service">The service as it is sold now.</param>
    /// <param name="offered">What was offered, step by step.</param>
    /// <param name="place">Where the customer is, for steps that take place there; null where none does.</param>
    /// <param name="commitment">The id of the commitment to be.</param>
    /// <param name="now">The present.</param>
    /// <param name="placement">The group in its tours; null where it does not fit.</param>
    internal Fit Fit(
        Board board, Service service, ImmutableArray<OfferedStep> offered, Place? place, string commitment, Moment now, out GroupPlacement? placement)
    {
        placement = null;
        Fit fit = FindOffered(ref board, service, offered, place, now, out ImmutableArray<Target> targets);
        if (fit != Groups.Fit.Fits) return fit;
        placement = GroupPlacement.Of(board, service.Steps, targets, CollectionsMarshal.AsSpan(_bestPicks), ChoicesOf(offered), commitment, now);
        return placement is null ? Groups.Fit.NoRoom : Groups.Fit.Fits;
    }

    /// <summary>Looks for the offered group, at the starts offered or else at others within the promises; it is left in the best picks and starts.</summary>
    private Fit FindOffered(ref Board board, Service service, ImmutableArray<OfferedStep> offered, Place? place, Moment now, out ImmutableArray<Target> targets)
    {
        targets = [];
        if (place is not null && service.Steps.Length > 1) board = board.Assuming([], [place], board.Version, board.At);
        ImmutableArray<ServiceStep> steps = service.Steps;
        if (TargetsOf(board, steps, offered, place) is not { } known) return Groups.Fit.NoRoom;
        targets = known;
        var crew = new OfferedCrew(offered);
        _shape.LayOut(board, steps, targets, crew);
        if (!_shape.IsPossible || !crew.IsUsedUp) return Groups.Fit.NotSoldSo;
        var between = new Interval(offered.Min(step => step.EarliestStart), offered.Max(step => step.LatestStart) + Seconds.FromHours(24));
        return FindTold(board, service, offered, targets, between, PositionsToFit, now) ? Groups.Fit.Fits : Groups.Fit.NoRoom;
    }

    /// <summary>Looks for a group that has been laid out, at the starts it was told or else at others within its promises; it is left in the best picks and starts.</summary>
    private bool FindTold(
        Board board, Service service, ImmutableArray<OfferedStep> told, ImmutableArray<Target> targets, Interval between, long positions, Moment now)
    {
        for (int step = 0; step < told.Length; step++)
        {
            (Interval promise, Moment earliest, Moment latest) = (told[step].Promise, told[step].EarliestStart, told[step].LatestStart);
            (Seconds duration, SiteEntry? site) = (service.Steps[step].Duration, targets[step].Site);
            NoteHours(step, site, new Interval(earliest, latest + duration));
            WindowsOf(step).FillOne(promise, earliest, latest, duration, site?.Stretches());
            if (WindowsOf(step).Count == 0) return false;
        }
        var work = new Work(positions, CancellationToken.None);
        _solver.Begin(board, _shape, work.Left, work.Stop);
        FillSpans(board, [], null, between, now, ref work);
        return TryTold(told) || TryOthers(board, service);
    }

    private StepChoice[] ChoicesOf(ImmutableArray<OfferedStep> told) =>
        [.. told.Select((one, step) => new StepChoice(one.Promise, one.EarliestStart, one.LatestStart, new Moment(_bestStarts[step])))];

    /// <summary>Where the steps of an offer take place; null when a site is there no more.</summary>
    private static ImmutableArray<Target>? TargetsOf(Board board, ImmutableArray<ServiceStep> steps, ImmutableArray<OfferedStep> offered, Place? customer)
    {
        var targets = ImmutableArray.CreateBuilder<Target>(steps.Length);
        for (int step = 0; step < steps.Length; step++)
        {
            RolePlace place = PlaceOf(steps[step]);
            SiteEntry? site = offered[step].Site is { } id ? board.Sites.GetValueOrDefault(id) : null;
            if ((place == RolePlace.Site) != (site is not null) || (place == RolePlace.Customer && customer is null)) return null;
            targets.Add(site is not null ? new Target(site.Site.Location, site, site.Place)
                : place == RolePlace.Customer ? new Target(customer!.Location, null, board.Places.NumberOf(customer.Id)) : new Target(null, null));
        }
        return targets.MoveToImmutable();
    }

    private bool TryTold(ImmutableArray<OfferedStep> told)
    {
        int[] starts = [.. told.Select(step => step.Start.Value)];
        for (int step = 0; step < starts.Length; step++)
        {
            if (!IsInWindow(step, starts[step]) || (step > 0 && !LagHolds(step, starts))) return false;
        }
        if (!_solver.TrySolve(starts, long.MaxValue)) return false;
        _bestStarts = starts;
        _bestPicks.Clear();
        _bestPicks.AddRange(_solver.Picks);
        return true;
    }

    private bool IsInWindow(int step, int start)
    {
        WindowSet windows = WindowsOf(step);
        for (int window = 0; window < windows.Count; window++)
        {
            if (windows.Earliest[window] <= start && start <= windows.Latest[window]) return true;
        }
        return false;
    }

    private bool LagHolds(int step, int[] starts)
    {
        long lag = starts[step] - ((long)starts[step - 1] + _shape.Steps[step - 1].Duration.Value);
        return lag >= _shape.Steps[step].MinimumLag.Value && lag <= (_shape.Steps[step].MaximumLag?.Value ?? long.MaxValue);
    }

    /// <summary>Looks for the cheapest other starts within the promises.</summary>
    private bool TryOthers(Board board, Service service)
    {
        int steps = service.Steps.Length;
        _best = long.MaxValue;
        if (steps == 1)
        {
            WindowSet windows = WindowsOf(0);
            for (int window = 0; window < windows.Count && _best == long.MaxValue; window++) FindBest(windows.Earliest[window], windows.Latest[window]);
            _bestStarts = [_bestStart];
            return _best < long.MaxValue;
        }
        _share = long.MaxValue;
        (_start, _window, _bestStarts, _bestWindows) = (new int[steps], new int[steps], new int[steps], new int[steps]);
        if (!TryLayGrids(board, service)) return false;
        for (int at = 0; at < _grids[0].Starts.Count; at++) Begin(board, 0, at, 0);
        return _best < long.MaxValue;
    }
}
