using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Repair;

/// <summary>The work of a repair: what had lost its place, and of what stands whatever somebody asked about; each is looked up once.</summary>
internal sealed class RepairItems
{
    private readonly Board _board;
    private readonly RepairBudget _budget;
    private readonly Moment _now, _thaw;
    private readonly MovableWork _movable;
    private readonly Dictionary<PackedId, RepairItem> _known = [];
    private readonly Dictionary<(Role Role, string? Site), bool[]> _eligible = [];

    internal RepairItems(Board board, IEnumerable<LostWork> lost, RepairBudget budget, Moment now)
    {
        (_board, _budget, _now) = (board, budget, now);
        _thaw = Moment.Max(now + new Seconds(1), now + board.Settings.FreezeHorizon);
        Lost =
        [
            .. lost.OrderBy(one => one.Work.IsJob).ThenBy(one => one.Work.State == CommitmentState.Held).ThenBy(one => one.Work.Service.Class)
                .ThenBy(one => one.Work.Steps[0].Promise.To).ThenBy(one => one.Work.Id, StringComparer.Ordinal).Select(Of),
        ];
        // Who is more urgent stays as long as others will do: that is looked at where room is made.
        _movable = new MovableWork(board, _thaw, PriorityClass.Urgent, null, Lost.Select(item => item.Id).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What had lost its place: bookings before holds, and holds before jobs; the most urgent first, then what must begin first.</summary>
    internal RepairItem[] Lost { get; }

    /// <summary>All that was looked at.</summary>
    internal IEnumerable<RepairItem> Known => _known.Values;

    /// <summary>
    /// Whether one resource does a piece of work, for just its time and at home: anything else is for a search of groups, or for who sold it; a place that is
    /// kept for a proposal is that place or none.
    /// </summary>
    internal static bool IsSingle(Commitment work) =>
        work is { Loan: null, Proposal: null, Steps: [{ Assignments: [{ Role.IsForTheStep: true, Territory: null }] }] };

    /// <summary>The work of a stop.</summary>
    /// <param name="key">Its id.</param>
    /// <param name="slot">The tour in which it was found: where it stood, unless it is known already.</param>
    /// <param name="given">That tour as it was.</param>
    internal RepairItem Of(PackedId key, int slot, Tour given)
    {
        if (!_known.TryGetValue(key, out RepairItem? item)) _known[key] = item = Standing(key, slot, given);
        return item;
    }

    /// <summary>Who could serve in a role at a site, by number; nobody who cannot come alone, or who is lent.</summary>
    private bool[] EligibleFor(Role role, string? site)
    {
        if (_eligible.TryGetValue((role, site), out bool[]? marks)) return marks;
        marks = new bool[_board.Table.Slots.Length];
        Eligibility.MarkFit(_board, role, site is null ? [] : [site], marks);
        for (int number = 0; number < marks.Length; number++)
            marks[number] = marks[number] && _board.ResourceOf(number) is { Territory: null, Requirements.IsEmpty: true };
        return _eligible[(role, site)] = marks;
    }

    private RepairItem Of(LostWork lost) => _known[PackedId.Of(lost.Work.Id)] = new RepairItem
    {
        Work = lost.Work,
        Key = PackedId.Of(lost.Work.Id),
        IsLost = true,
        IsMovable = true,
        During = lost.During,
        Windows = WindowsOf(lost.Work, lost.During, lost.FirstStart(0, lost.Work.IsJob ? _thaw : _now)),
        Eligible = lost.Wishes is { } wishes ? WhoIsWelcome(lost.Work, wishes) : WhoFor(lost.Work),
        Place = PlaceOf(lost.Work.Steps[0]),
    };

    private RepairItem Standing(PackedId key, int slot, Tour given)
    {
        TourStop stop = given.Stops.First(stop => stop.Key == key);
        Commitment work = _board.Commitments[stop.Commitment].Commitment;
        if (_movable.CostOf(stop) is null || !IsSingle(work)) return new RepairItem { Work = work, Key = key, Home = slot, Slot = slot };
        var during = new Interval(stop.Start, stop.End);
        return new RepairItem
        {
            Work = work,
            Key = key,
            IsMovable = true,
            During = during,
            Windows = WindowsOf(work, during, _thaw),
            Eligible = WhoFor(work),
            Place = PlaceOf(work.Steps[0]),
            Home = slot,
            Slot = slot,
        };
    }

    /// <summary>Anybody who can; the resource it had alone where the customer may want no other.</summary>
    private bool[] WhoFor(Commitment work)
    {
        Assignment who = work.Steps[0].Assignments[0];
        bool[] all = EligibleFor(who.Role, work.Steps[0].Site);
        if (work.IsJob || work.AnyResource == true) return all;
        var own = new bool[all.Length];
        if (_board.FindResource(who.Resource) is { } entry) own[entry.Number] = all[entry.Number];
        return own;
    }

    private bool[] WhoIsWelcome(Commitment work, ResourceWishes wishes) =>
        [.. EligibleFor(work.Steps[0].Assignments[0].Role, work.Steps[0].Site).Select((fits, number) => fits && wishes.Allow(_board.ResourceOf(number).Resource.Id))];

    private int PlaceOf(CommittedStep step) => step.Place is { } place ? _board.Places.NumberOf(place) : -1;

    /// <summary>Inside what was promised, the hours of the site and the budget; of a job inside one day or another of its range, since nobody was told when.</summary>
    private StartWindow[] WindowsOf(Commitment work, Interval? during, Moment from)
    {
        CommittedStep step = work.Steps[0];
        IEnumerable<StartWindow> windows = work.IsJob ? DaysOf(step) : [new StartWindow(step.EarliestStart, step.LatestStart)];
        if (step.Site is { } site) windows = windows.SelectMany(window => WithinHours(window, site, step.Duration));
        windows = windows.Select(window => window with { Earliest = Moment.Max(window.Earliest, from) });
        if (_budget.MaximumShift is { } most && during is { } planned && !work.IsJob)
            windows = windows.Select(window => new StartWindow(Moment.Max(window.Earliest, planned.From - most), Moment.Min(window.Latest, planned.From + most)));
        return [.. windows.Where(window => window.Earliest <= window.Latest)];
    }

    private IEnumerable<StartWindow> DaysOf(CommittedStep job)
    {
        Moment last = job.Promise.To - job.Duration;
        for (int day = _board.Days.DayOf(job.Promise.From); day <= _board.Days.DayOf(last) && day < _board.AfterDay; day++)
            yield return new StartWindow(Moment.Max(job.Promise.From, _board.Days.StartOf(day)), Moment.Min(last, _board.Days.StartOf(day + 1) - new Seconds(1)));
    }

    private IEnumerable<StartWindow> WithinHours(StartWindow window, string site, Seconds duration) =>
        _board.Sites.TryGetValue(site, out SiteEntry? entry)
            ? entry.Stretches().Select(open => new StartWindow(Moment.Max(window.Earliest, open.From), Moment.Min(window.Latest, open.To - duration))) : [];
}
