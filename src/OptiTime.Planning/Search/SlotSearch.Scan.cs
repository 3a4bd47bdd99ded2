using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

public sealed partial class SlotSearch
{
    private readonly TravelRows _roads = new();
    private readonly NearestFirst _order = new();
    private ScanResource[] _resources = [];
    private ScanResource _extremes;
    private bool[] _eligible = [];
    private Candidate[] _best = [];

    /// <summary>Looks at every position from which a target could be served and notes the cheapest for each promise.</summary>
    private void Scan(Board board, SearchQuery query, int targetIndex, Interval between, Moment now, ref Work work)
    {
        Target target = _targets[targetIndex];
        ServiceStep step = query.Service.Steps[0];
        _windows.Fill(query.Service.Promise, step.Duration, between, query.Wishes, target.Site is { } site ? [.. site.Stretches()] : null, board.Days);
        if (_windows.Count == 0) return;
        FindEligible(board, target);
        PrepareResources(board, query, step.Duration);
        PrepareOpportunity(board, query.Opportunity);
        if (_best.Length < _windows.Count) _best = new Candidate[_windows.Count * 2];
        for (int window = 0; window < _windows.Count; window++) _best[window].Rank = long.MaxValue;
        // A tour that begins the evening before may serve the first promises.
        int first = Math.Max(board.FirstDay, board.Days.DayOf(between.From) - 1), last = board.Days.DayOf(between.To);
        for (int day = first; day <= Math.Min(last, board.AfterDay - 1); day++)
        {
            if (!work.MayLookAt(day)) break;
            work.Looked += ScanDay(board, query, target, now, day);
        }
        TakeOptions(board, targetIndex);
    }

    private long ScanDay(Board board, SearchQuery query, Target target, Moment now, int day)
    {
        DayLane lane = board.LaneOf(day);
        if (lane.Tours.IsEmpty || lane.Layout.Closes <= now.Value) return 0;
        // Tours of this day can also serve what is promised for the small hours of the next, and the end of a window that began the night before.
        bool reachesNextDay = lane.Layout.Closes > board.Days.StartOf(day + 1).Value;
        (int from, int to) = _windows.Of(_windows.CrossMidnight ? day - 1 : day, reachesNextDay ? day + 2 : day + 1);
        if (from == to) return 0;
        var scan = new LaneScan
        {
            Lane = lane,
            Resources = _order,
            Facts = _resources,
            Extremes = _extremes,
            Rows = _roads.Rows,
            Earliest = _windows.Earliest,
            Latest = _windows.Latest,
            Best = _best,
            FirstWindow = from,
            EndWindow = to,
            Duration = query.Service.Steps[0].Duration.Value,
            Day = day,
            Now = now.Value,
            IsExact = query.Service.Promise.IsExact,
            Travels = target.Point is not null,
            LeastOpportunity = AddOpportunity(query.Opportunity, day, query.Service.Steps[0].Duration, target.Point is not null),
        };
        return scan.Run();
    }

    /// <summary>Who may serve and comes to the target in the way it asks for, and which kinds of road they take.</summary>
    private void FindEligible(Board board, Target target)
    {
        if (_eligible.Length != _marks.Length) (_eligible, _resources) = (new bool[_marks.Length], new ScanResource[_marks.Length]);
        _roads.LeadFrom(target.Point, board.Places);
        for (int number = 0; number < _marks.Length; number++)
        {
            _eligible[number] = _marks[number] && board.ResourceOf(number).IsMobile == target.Point is not null;
            if (_eligible[number]) _resources[number].Row = _roads.NumberFor(board.ResourceOf(number).Detour);
        }
    }

    private void PrepareResources(Board board, SearchQuery query, Seconds duration)
    {
        long bonus = CostUnits.Of(board.Settings.PreferenceBonus);
        _extremes = default;
        for (int number = 0; number < _eligible.Length; number++)
        {
            if (!_eligible[number]) continue;
            ResourceEntry entry = board.ResourceOf(number);
            ref ScanResource scan = ref _resources[number];
            scan.PerSecond = CostUnits.Of(1, 0, entry.Resource.Rates);
            scan.PerMetre = CostUnits.Of(0, 1, entry.Resource.Rates);
            scan.PerMetreOnTheRoad = scan.PerMetre + ((scan.PerSecond * entry.FastestPace.Value) >> 16);
            scan.Base = (duration.Value * scan.PerSecond) - (query.Prefer.Contains(entry.Resource.Id) ? bonus : 0);
            scan.HomeMetres = entry.IsMobile ? _roads.Rows[scan.Row][entry.Home] : 0;
            _extremes.PerSecond = Math.Max(_extremes.PerSecond, scan.PerSecond);
            _extremes.PerMetre = Math.Max(_extremes.PerMetre, scan.PerMetre);
            _extremes.PerMetreOnTheRoad = Math.Max(_extremes.PerMetreOnTheRoad, scan.PerMetreOnTheRoad);
        }
        _order.Fill(_eligible, _resources);
    }

    private void TakeOptions(Board board, int target)
    {
        for (int window = 0; window < _windows.Count; window++)
        {
            if (_best[window].Rank == long.MaxValue) continue;
            Interval promise = _windows.Promise[window];
            int day = board.Days.DayOf(promise.From);
            _options.Add(new Option(
                _best[window], promise, new Moment(_windows.Earliest[window]), new Moment(_windows.Latest[window]), day,
                promise.From - board.Days.StartOf(day), target));
        }
    }
}
