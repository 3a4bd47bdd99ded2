using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>
/// Repairs as one would with a pencil and much patience: every choice of who gives up a place, every tour and every order for all who need one. For small
/// boards without jobs, holds, breaks and rush hours; shares places and roads with what it judges, and nothing else.
/// </summary>
internal sealed class RepairByHand
{
    private static readonly Pace Steady = Pace.Of(CrowdedSmallDays.Speed);

    private readonly Board _board;
    private readonly Moment _now;
    private readonly Route[] _routes;
    private readonly Work[] _lost;
    private readonly Work[] _movable;
    private readonly Dictionary<Route, string[]> _before;
    // What stands, stands: nothing need be done.
    private Result _best = new(0, 0, 0);

    /// <summary>A repair.</summary>
    /// <param name="Kept">How many of those that lost their place have one.</param>
    /// <param name="Moved">How many others have another route, or another place among those who were in theirs before.</param>
    /// <param name="Shifted">By how many seconds planned starts moved, all together.</param>
    internal readonly record struct Result(int Kept, int Moved, int Shifted) : IComparable<Result>
    {
        /// <summary>The better first.</summary>
        public int CompareTo(Result other) => (-Kept, Moved, Shifted).CompareTo((-other.Kept, other.Moved, other.Shifted));
    }

    private sealed record Work(string Id, int Place, int Duration, int Earliest, int Latest, int Planned, string? Only, bool Stands);

    private sealed record Route(string Resource, int From, int To, int Home, double Detour, List<Work> Stops);

    private RepairByHand(Board board, IReadOnlyCollection<LostWork> lost, Moment now, PriorityClass urgent)
    {
        (_board, _now) = (board, now);
        _routes =
        [
            .. from tour in Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day))
               let resource = board.ResourceOf(tour.Resource)
               where resource.IsMobile && tour.Period.Span.To > now
               select new Route(
                   resource.Resource.Id, tour.Period.Span.From.Value, tour.Period.Span.To.Value, resource.Home, resource.Detour,
                   [.. tour.Stops.Select(stop => Of(board.Commitments[stop.Commitment].Commitment, stop.Place, stop.Start, stands: true))]),
        ];
        _before = _routes.ToDictionary(route => route, route => route.Stops.Select(stop => stop.Id).ToArray());
        _lost = [.. lost.Select(one => Of(one.Work, board.Places.NumberOf(one.Work.Steps[0].Place!), one.During!.Value.From, stands: false))];
        _movable = [.. _routes.SelectMany(route => route.Stops).Where(stop => stop.Planned > now.Value && MayMove(board.Commitments[stop.Id].Commitment, urgent))];
    }

    /// <summary>The best repair there is, whoever is moved for it.</summary>
    internal static Result Best(Board board, IReadOnlyCollection<LostWork> lost, Moment now) => Best(board, lost, now, PriorityClass.Urgent);

    /// <summary>The best one that moves nobody more urgent than all that lost their place; where it keeps fewer promises, the best there is.</summary>
    internal static Result BestSparing(Board board, IReadOnlyCollection<LostWork> lost, Moment now)
    {
        Result any = Best(board, lost, now), sparing = Best(board, lost, now, lost.Select(one => one.Work.Service.Class).DefaultIfEmpty(PriorityClass.Urgent).Min());
        return sparing.Kept == any.Kept ? sparing : any;
    }

    private static Result Best(Board board, IReadOnlyCollection<LostWork> lost, Moment now, PriorityClass urgent)
    {
        var hand = new RepairByHand(board, lost, now, urgent);
        int enough = hand._movable.Length;
        foreach (Work[] moved in Subsets(hand._movable).OrderBy(moved => moved.Length))
        {
            // Whoever takes out many more for no more promises is no better, whatever the minutes; one more may go back to where it was, only earlier.
            if (moved.Length > enough + 1) break;
            hand.Try(moved);
            if (hand._best.Kept == hand._lost.Length) enough = Math.Min(enough, moved.Length);
        }
        return hand._best;
    }

    private static bool MayMove(Commitment work, PriorityClass urgent) => work.Pinned != true && work.Service.Class >= urgent;

    private static Work Of(Commitment work, int place, Moment planned, bool stands)
    {
        CommittedStep step = work.Steps[0];
        return new Work(
            work.Id, place, step.Duration.Value, step.EarliestStart.Value, step.LatestStart.Value, planned.Value,
            work.AnyResource == true ? null : step.Assignments[0].Resource, stands);
    }

    private static IEnumerable<Work[]> Subsets(Work[] all) =>
        Enumerable.Range(0, 1 << all.Length).Select(mask => all.Where((_, index) => (mask & (1 << index)) != 0).ToArray());

    private void Try(Work[] moved)
    {
        foreach (Route route in _routes) route.Stops.RemoveAll(moved.Contains);
        Put([.. moved.Select(work => work with { Stands = false }), .. _lost], moved.Length, 0, 0);
        foreach (Work work in moved)
        {
            // Back to where it stood: the routes are in the order of their times.
            Route home = _routes.First(route => route.Resource == _board.Commitments[work.Id].Commitment.Steps[0].Assignments[0].Resource && route.From <= work.Planned && work.Planned < route.To);
            int index = home.Stops.FindIndex(stop => stop.Planned > work.Planned);
            home.Stops.Insert(index < 0 ? home.Stops.Count : index, work);
        }
    }

    private void Put(Work[] work, int moved, int next, int kept)
    {
        if (kept + work.Length - Math.Max(next, moved) < _best.Kept) return;
        if (next == work.Length)
        {
            if (Shifted() is { } shifted && new Result(kept, work.Take(moved).Count(IsElsewhere), shifted) is var found && found.CompareTo(_best) < 0) _best = found;
            return;
        }
        foreach (Route route in _routes)
        {
            if (work[next].Only is { } only && only != route.Resource) continue;
            for (int index = 0; index <= route.Stops.Count; index++)
            {
                route.Stops.Insert(index, work[next]);
                if (ShiftedIn(route) is not null) Put(work, moved, next + 1, next < moved ? kept : kept + 1);
                route.Stops.RemoveAt(index);
            }
        }
        // What stood keeps its promise; what has lost its place may be left to be called back.
        if (next >= moved) Put(work, moved, next + 1, kept);
    }

    private bool IsElsewhere(Work work)
    {
        Route route = _routes.First(route => route.Stops.Exists(stop => stop.Id == work.Id));
        string[] before = _before[route], now = [.. route.Stops.Select(stop => stop.Id)];
        return !before.Contains(work.Id) || !before.TakeWhile(id => id != work.Id).Intersect(now).SequenceEqual(now.TakeWhile(id => id != work.Id).Intersect(before));
    }

    private int? Shifted()
    {
        int sum = 0;
        foreach (Route route in _routes)
        {
            if (ShiftedIn(route) is not { } shifted) return null;
            sum += shifted;
        }
        return sum;
    }

    /// <summary>By how much the starts of a route move, all together; null where somebody is late, or home too late.</summary>
    private int? ShiftedIn(Route route)
    {
        (int leave, int at, int shifted) = (route.From, route.Home, 0);
        foreach (Work stop in route.Stops)
        {
            // Whoever stays is never planned earlier, and what has begun is where it is.
            int start = Math.Max((stop.Stands ? leave : Math.Max(leave, _now.Value)) + Way(at, stop.Place, route.Detour), stop.Stands ? stop.Planned : stop.Earliest);
            if (start > stop.Latest || (stop.Stands && stop.Planned <= _now.Value && start != stop.Planned)) return null;
            shifted += Math.Abs(start - stop.Planned);
            (leave, at) = (start + stop.Duration, stop.Place);
        }
        // Hours that were made as long as the work that had begun end with its way home, which reckoned by itself may come out a second longer.
        return leave + (route.Stops.Count == 0 ? 0 : Way(at, route.Home, route.Detour)) > route.To + 1 ? null : shifted;
    }

    private int Way(int from, int to, double detour) => Steady.Over(_board.Places.Metres(from, to, detour)).Time.Value;
}
