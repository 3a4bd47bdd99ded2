using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Search.Groups;

/// <summary>
/// Finds the best offers of a service in which several take part, at one time and place or in several steps: never one resource after the other by
/// luck. From when to when everybody could start is intersected, and at every start that matters the cheapest group is chosen. An instance is a
/// workspace; one search at a time.
/// </summary>
internal sealed partial class GroupSearch
{
    /// <summary>How often a search looks again with others in the first role when the promises it found are fewer than the offers asked for.</summary>
    private const int MaximumPasses = 4;

    /// <summary>Where the customer is, while a search assumes that the board knows it.</summary>
    internal const string Here = "here";

    private readonly GroupShape _shape = new();
    private readonly GroupSolver _solver = new();
    private readonly List<WindowSet> _windows = [];
    private readonly List<Interval[]> _open = [];
    private readonly List<TravelRows> _roads = [];
    private readonly List<GroupOption> _options = [];
    private readonly List<ImmutableArray<Target>> _places = [];
    private readonly List<Pick> _picks = [];
    private readonly List<StepChoice> _choices = [];

    /// <summary>Adds the best offers of a query.</summary>
    internal void CollectOffers(
        Board board, SearchQuery query, Interval between, Moment now, ref Work work, ImmutableArray<FoundOffer>.Builder offers)
    {
        // Of two visits of one tour to the customer the second sets out from there: the board must know where that is.
        if (query.At is { } at && query.Service.Steps.Length > 1) board = board.Assuming([], [new Place(Here, at)], board.Version, board.At);
        var crew = new AskedCrew(query);
        for (int pass = 0; pass < MaximumPasses && offers.Count < query.MaximumOffers; pass++)
        {
            FindOptions(board, query, crew, between, now, ref work);
            if (_options.Count == 0) break;
            OfferSpread.Sort(_options, query.MaximumOffers - offers.Count);
            foreach (GroupOption option in _options)
            {
                ReadOnlySpan<Pick> picks = CollectionsMarshal.AsSpan(_picks).Slice(option.FirstPick, option.Picks);
                if (OfferOf(board, query, option, picks, now) is { } offer) offers.Add(offer);
                PassOver(crew, picks);
            }
        }
    }

    /// <summary>Notes the cheapest group for every promise at every place.</summary>
    private void FindOptions(Board board, SearchQuery query, GroupCrew crew, Interval between, Moment now, ref Work work)
    {
        _options.Clear();
        _picks.Clear();
        _choices.Clear();
        _places.Clear();
        _places.AddRange(PlacesOf(board, query));
        KeepPlacesOfTheRequired(board, query, crew);
        for (int place = 0; place < _places.Count; place++) Search(board, query, place, crew, between, now, ref work);
    }

    /// <summary>Where the steps of a service could take place: at one of the sites, the same for all steps that are at one, or where the customer is.</summary>
    private static IEnumerable<ImmutableArray<Target>> PlacesOf(Board board, SearchQuery query)
    {
        var customer = new Target(query.At, null, board.Places.NumberOf(Here));
        ImmutableArray<RolePlace> places = [.. query.Service.Steps.Select(PlaceOf)];
        if (places.Contains(RolePlace.Customer) && query.At is null) yield break;
        if (!places.Contains(RolePlace.Site))
        {
            yield return [.. places.Select(place => place == RolePlace.Customer ? customer : new Target(null, null))];
            yield break;
        }
        foreach (string id in Eligibility.SitesFor(board, query))
        {
            SiteEntry entry = board.Sites[id];
            var site = new Target(entry.Site.Location, entry, entry.Place);
            yield return [.. places.Select(place => place switch { RolePlace.Site => site, RolePlace.Customer => customer, _ => new Target(null, null) })];
        }
    }

    /// <summary>Where a step takes place: at the customer's or a site when anybody must be there.</summary>
    internal static RolePlace PlaceOf(ServiceStep step) =>
        step.Roles.Any(role => role.Where == RolePlace.Site) ? RolePlace.Site
        : step.Roles.Any(role => role.Where == RolePlace.Customer) ? RolePlace.Customer : RolePlace.Remote;

    /// <summary>Where resources are required, only the places are looked at where as many of them can take part as anywhere.</summary>
    private void KeepPlacesOfTheRequired(Board board, SearchQuery query, GroupCrew crew)
    {
        if (query.Require.IsEmpty || _places.Count < 2) return;
        int[] named = [.. _places.Select(NamedAt)];
        for (int place = _places.Count - 1; place >= 0; place--)
        {
            if (named[place] < named.Max()) _places.RemoveAt(place);
        }

        int NamedAt(ImmutableArray<Target> targets)
        {
            _shape.LayOut(board, query.Service.Steps, targets, crew);
            return _shape.Named;
        }
    }

    private void Search(Board board, SearchQuery query, int place, GroupCrew crew, Interval between, Moment now, ref Work work)
    {
        if (!Prepare(board, query, place, crew, between, now, ref work)) return;
        if (query.Service.Steps.Length == 1) SearchStep(board, place, ref work);
        else SearchSteps(board, query.Service, place, ref work);
    }

    /// <summary>Finds who could do what at a place, and when; false when some step has nobody or no promise.</summary>
    private bool Prepare(Board board, SearchQuery query, int place, GroupCrew crew, Interval between, Moment now, ref Work work)
    {
        ImmutableArray<ServiceStep> steps = query.Service.Steps;
        _shape.LayOut(board, steps, _places[place], crew);
        if (!_shape.IsPossible) return false;
        for (int step = 0; step < steps.Length; step++)
        {
            SiteEntry? site = _places[place][step].Site;
            WindowSet windows = WindowsOf(step);
            NoteHours(step, site, between);
            windows.Fill(
                query.Service.Promise, steps[step].Duration, step == 0 ? SlotSearch.FirstStep(between, query) : between, step == 0 ? query.Wishes : [],
                site is null ? null : ImmutableCollectionsMarshal.AsImmutableArray(_open[step]), board.Days);
            if (windows.Count == 0) return false;
        }
        _solver.Begin(board, _shape, work.Left, work.Stop);
        FillSpans(board, query.Prefer, query.Opportunity, between, now, ref work);
        return true;
    }

    /// <summary>Finds from when to when everybody could start, day by day.</summary>
    private void FillSpans(
        Board board, ImmutableArray<string> preferred, OpportunityCost? opportunity, Interval between, Moment now, ref Work work)
    {
        // A tour that begins the evening before may serve the first promises.
        int asked = board.Days.DayOf(between.From), first = Math.Max(board.FirstDay, asked - 1), last = Math.Min(board.Days.DayOf(between.To), board.AfterDay - 1);
        foreach (GroupPool pool in _shape.Pools) pool.BeginDays(Math.Max(0, last - first + 1));
        for (int step = 0; step < _shape.Steps.Length; step++) RoadsOf(step).LeadFrom(_shape.Targets[step].Point, board.Places);
        for (int day = first; day <= last; day++)
        {
            if (!work.MayLookAt(Math.Max(asked, day))) break;
            foreach (GroupPool pool in _shape.Pools)
            {
                WindowSet windows = WindowsOf(pool.Step);
                var scan = new SpanScan
                {
                    Board = board,
                    Pool = pool,
                    Target = _shape.Targets[pool.Step],
                    Roads = RoadsOf(pool.Step),
                    FirstUnits = _solver.FirstUnits,
                    Preferred = preferred,
                    Opportunity = opportunity,
                    Now = now,
                    Movable = _movable,
                    Open = _open[pool.Step],
                    First = windows.FirstStart,
                    Last = windows.LastStart,
                };
                work.Looked += scan.Fill(day);
            }
        }
        _solver.Limit = work.Left;
    }

    /// <summary>Notes what was found for a promise.</summary>
    private void Note(Board board, int place, long rank, ReadOnlySpan<int> starts, ReadOnlySpan<int> windows, ReadOnlySpan<Pick> picks)
    {
        Interval promise = WindowsOf(0).Promise[windows[0]];
        int day = board.Days.DayOf(promise.From);
        _options.Add(new GroupOption(rank, promise.From, day, promise.From - board.Days.StartOf(day), place, _picks.Count, picks.Length, _choices.Count));
        _picks.AddRange(picks);
        for (int step = 0; step < starts.Length; step++)
        {
            WindowSet told = WindowsOf(step);
            int window = windows[step];
            _choices.Add(new StepChoice(told.Promise[window], new Moment(told.Earliest[window]), new Moment(told.Latest[window]), new Moment(starts[step])));
        }
    }

    /// <summary>Works an option out in full.</summary>
    private FoundOffer? OfferOf(Board board, SearchQuery query, GroupOption option, ReadOnlySpan<Pick> picks, Moment now)
    {
        ImmutableArray<ServiceStep> steps = query.Service.Steps;
        ReadOnlySpan<StepChoice> choices = CollectionsMarshal.AsSpan(_choices).Slice(option.FirstChoice, steps.Length);
        if (GroupPlacement.Of(board, steps, _places[option.Place], picks, choices, "", now) is not { } placed) return null;
        ImmutableArray<CostLine> cost = placed.Cost;
        if (LostBy(board, query, picks) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
        return new FoundOffer(
            placed.AsOffered(board, choices, _places[option.Place]), placed.Times[^1].To, placed.Added, cost, query.Service.Price, placed.OnTime, []);
    }

    /// <summary>What others would have paid for the time of all who take part.</summary>
    internal static Money LostBy(Board board, SearchQuery query, ReadOnlySpan<Pick> picks)
    {
        Money lost = Money.Zero;
        foreach (Pick pick in picks)
        {
            Seconds taken = pick.Role.Occupies(new Interval(default, default(Moment) + query.Service.Steps[pick.Step].Duration)).Length;
            if (query.Opportunity is { } opportunity) lost += opportunity.Of(board.ResourceOf(pick.Resource).Resource, pick.Day, taken);
        }
        return lost;
    }

    private static void PassOver(AskedCrew crew, ReadOnlySpan<Pick> picks)
    {
        Role first = picks[0].Role;
        foreach (Pick pick in picks)
        {
            if (pick.Step == 0 && !pick.IsRequired && pick.Role == first) crew.PassOver(pick.Resource);
        }
    }

    /// <summary>Notes when the site of a step is open.</summary>
    private void NoteHours(int step, SiteEntry? site, Interval between)
    {
        while (_open.Count <= step) _open.Add([]);
        var around = new Interval(between.From - new Seconds(SecondsADay), between.To + new Seconds(SecondsADay));
        _open[step] = site is null ? [] : [.. site.Stretches().Where(hours => hours.Overlaps(around))];
    }

    private WindowSet WindowsOf(int step)
    {
        while (_windows.Count <= step) _windows.Add(new WindowSet());
        return _windows[step];
    }

    private TravelRows RoadsOf(int step)
    {
        while (_roads.Count <= step) _roads.Add(new TravelRows());
        return _roads[step];
    }
}
