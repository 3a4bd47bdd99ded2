using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Searches as one would with a pencil: every promise, every resource, every position of every tour, driven through to the end.</summary>
internal static class SearchByHand
{
    /// <summary>A place in the order of a tour at which something could be done somewhere.</summary>
    internal sealed record Position(ResourceEntry Resource, Tour Tour, int Index, Location? Place, SiteEntry? Site);

    /// <summary>The least cost of every promise that can be kept.</summary>
    internal static Dictionary<Interval, Money> Best(Branch branch, SearchQuery query)
    {
        var best = new Dictionary<Interval, Money>();
        Board board = branch.Board;
        IEnumerable<(ResourceEntry Resource, Tour Tour, int Index)> positions =
            from resource in board.Resources.Where(entry => MayServe(entry.Resource, query))
            from day in Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay)
            from tour in board.ToursOf(day).Where(tour => tour.Resource == resource.Number)
            from index in Enumerable.Range(0, tour.Stops.Length + 1)
            select (resource, tour, index);
        foreach ((Interval promise, Moment latest) in Promises(board, query, branch.Now))
        {
            foreach ((ResourceEntry resource, Tour tour, int index) in positions)
            {
                foreach (SiteEntry? site in SitesFor(board, query, resource))
                {
                    var place = new Position(resource, tour, index, site?.Site.Location ?? query.At, site);
                    if (CostAt(branch, place, promise.From, latest, query.Service.Steps[0].Duration) is not { } work) continue;
                    Money cost = work + (query.Opportunity?.Of(resource.Resource, tour.Period.Day, query.Service.Steps[0].Duration) ?? Money.Zero);
                    if (!best.TryGetValue(promise, out Money known) || cost < known) best[promise] = cost;
                }
            }
        }
        return best;
    }

    internal static IEnumerable<(Interval Promise, Moment Latest)> Promises(Board board, SearchQuery query, Moment now)
    {
        Seconds length = query.Service.Steps[0].Duration;
        var between = new Interval(Moment.Max(query.Between.From, now + query.Service.LeadTime), Moment.Min(query.Between.To, board.Clock.StartOf(board.AfterDay)));
        for (int day = board.FirstDay - 1; day <= board.AfterDay; day++)
        {
            foreach (LocalSpan span in query.Service.Promise.Windows)
            {
                Interval window = board.Clock.Resolve(day, span);
                int least = query.Service.Promise.MinimumLength?.Value ?? window.Length.Value / 2;
                foreach (Interval wish in query.Wishes.DefaultIfEmpty(between))
                {
                    Interval told = window.Intersect(between).Intersect(wish);
                    Moment latest = Moment.Min(told.To - new Seconds(1), between.To - length);
                    if (!told.IsEmpty && told.Length.Value >= least && latest >= told.From) yield return (told, latest);
                }
            }
            if (!query.Service.Promise.IsExact) continue;
            foreach (Moment start in Starts(board.Clock, day, query.Service.Promise.Granularity))
            {
                var told = new Interval(start, start + length);
                if (between.Contains(told) && (query.Wishes.IsEmpty || query.Wishes.Any(wish => wish.Contains(told)))) yield return (told, start);
            }
        }
    }

    /// <summary>The moments of a day at which the clock on the wall shows a multiple of the granularity.</summary>
    private static IEnumerable<Moment> Starts(DayClock clock, int day, Seconds granularity) => Enumerable.Range(0, 86_400)
        .Where(second => second % granularity.Value == 0)
        .Select(second => clock.Beginning(DayClock.DateOf(day) + LocalTime.FromSecondsSinceMidnight(second))).Distinct();

    private static bool MayServe(Resource resource, SearchQuery query)
    {
        Role role = query.Service.Steps[0].Roles[0];
        bool canBeThere = role.Where switch
        {
            RolePlace.Customer => resource.Mobility == Mobility.Mobile,
            RolePlace.Site => resource.Mobility != Mobility.Remote,
            _ => resource.Mobility == Mobility.Remote,
        };
        return resource.Kind == role.Kind && canBeThere && role.Skills.All(asked => resource.Skills.Any(had => had.Name == asked.Name && had.Level >= asked.Level))
            && !query.Refuse.Contains(resource.Id) && (query.Require.IsEmpty || query.Require.Contains(resource.Id));
    }

    /// <summary>The sites a travelling resource could go to for the query; none, said once, for others.</summary>
    private static IEnumerable<SiteEntry?> SitesFor(Board board, SearchQuery query, ResourceEntry resource) =>
        query.Service.Steps[0].Roles[0].Where == RolePlace.Site && resource.IsMobile ? board.Sites.Values.AsEnumerable<SiteEntry?>() : [null];

    /// <summary>What it costs to put the service there; null when somebody would be late.</summary>
    internal static Money? CostAt(Branch branch, Position position, Moment earliest, Moment latest, Seconds length)
    {
        (ResourceEntry resource, Tour tour, int index, Location? place, SiteEntry? site) = position;
        if (index < tour.Stops.Length && tour.Stops[index].Start <= branch.Now) return null;
        Pace pace = resource.PaceFor(branch.Board.Clock.HourOf(tour.DepartureTo(index)), tour.LegTo(index));
        (Leg to, Leg from) = resource.IsMobile && place is { } point
            ? (Way(branch.Board, tour.PlaceBefore(index), point, resource, pace), Way(branch.Board, tour.PlaceAt(index), point, resource, pace)) : default;
        Moment at = Moment.Max(tour.DepartureTo(index), branch.Now);
        if (Serve(tour.Period, at, to.Time, earliest, latest, length, site?.Open ?? []) is not { } start) return null;
        at = start + length;
        for (int next = index; next < tour.Stops.Length; next++)
        {
            TourStop stop = tour.Stops[next];
            Seconds leg = next == index ? from.Time : stop.Leg.Time;
            if (Serve(tour.Period, at, leg, stop.Earliest, stop.Latest, stop.Duration, []) is not { } served) return null;
            at = served + stop.Duration;
        }
        Leg home = index == tour.Stops.Length ? from : tour.Return;
        if (Arrive(tour.Period, at, home.Time) > tour.Period.Span.To) return null;
        Leg replaced = tour.LegTo(index);
        var added = new Leg(
            new Seconds(Math.Max(0, (to.Time + from.Time - replaced.Time).Value)), new Metres(Math.Max(0, (to.Distance + from.Distance - replaced.Distance).Value)));
        return resource.CostOf(length) + (resource.IsMobile ? resource.CostOf(added) : Money.Zero);
    }

    private static Leg Way(Board board, int place, Location point, ResourceEntry resource, Pace pace) => pace.Over(board.Places.Metres(place, point, resource.Detour));

    /// <summary>The first start that a way, the window, the breaks, the end of work and the hours of a site allow; null for none.</summary>
    private static Moment? Serve(
        WorkingPeriod period, Moment leave, Seconds leg, Moment earliest, Moment latest, Seconds length, ImmutableArray<WorkingPeriod> open)
    {
        Moment there = Moment.Max(Arrive(period, leave, leg), earliest);
        IEnumerable<Moment> starts = period.Breaks.Concat(open.SelectMany(hours => hours.Breaks)).Select(pause => pause.To).Concat(open.Select(hours => hours.Span.From));
        return starts.Where(start => start > there).Prepend(there)
            .Where(start => start <= latest && Fits(period, start) && (open.IsEmpty || open.Any(hours => Fits(hours, start))))
            .Order().Select(start => (Moment?)start).FirstOrDefault();

        bool Fits(WorkingPeriod hours, Moment start) =>
            hours.Span.Contains(new Interval(start, start + length)) && !hours.Breaks.Any(new Interval(start, start + length).Overlaps);
    }

    /// <summary>When one arrives who rests in every break: the road's time, and all the break there is until then.</summary>
    private static Moment Arrive(WorkingPeriod period, Moment leave, Seconds leg)
    {
        Moment there = leave, guess = leave + leg;
        while (guess != there)
        {
            there = guess;
            guess = leave + leg + new Seconds(period.Breaks.Sum(pause => Math.Max(0, pause.Intersect(new Interval(leave, there)).Length.Value)));
        }
        return there;
    }
}
