using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Looks for groups as one would with a pencil: every start, every combination of units, every position of every tour.</summary>
internal static class GroupsByHand
{
    /// <summary>How far apart starts are looked at where a window is told.</summary>
    private static readonly Seconds Apart = Seconds.FromMinutes(5);

    /// <summary>A unit with what it costs to have it for a role.</summary>
    internal sealed record Hand(ResourceEntry Resource, int Unit, long Cents);

    /// <summary>The least cost, in cents, of every promise that can be kept for a service of one step.</summary>
    internal static Dictionary<Interval, long> Best(Branch branch, SearchQuery query)
    {
        var best = new Dictionary<Interval, long>();
        ServiceStep step = query.Service.Steps[0];
        bool isAtSite = step.Roles.Any(role => role.Where == RolePlace.Site);
        foreach (SiteEntry? site in isAtSite ? branch.Board.Sites.Values.AsEnumerable<SiteEntry?>() : [null])
        {
            foreach ((Interval promise, Moment latest) in SearchByHand.Promises(branch.Board, query, branch.Now))
            {
                for (Moment start = promise.From; start <= latest; start += query.Service.Promise.IsExact ? Seconds.FromHours(1_000) : Apart)
                {
                    if (CostAt(branch, query, step, site, start) is { } cents && (!best.TryGetValue(promise, out long known) || cents < known)) best[promise] = cents;
                }
            }
        }
        return best;
    }

    /// <summary>The least a group costs that begins a step at a start; null when there is none.</summary>
    internal static long? CostAt(Branch branch, SearchQuery query, ServiceStep step, SiteEntry? site, Moment start)
    {
        var time = new Interval(start, start + step.Duration);
        if (site is not null && !IsOpen(site, time)) return null;
        Role[] seats = [.. step.Roles.SelectMany(role => Enumerable.Repeat(role, role.Count))];
        return Fill(seats, []);

        long? Fill(IReadOnlyList<Role> open, IReadOnlyList<Hand> taken)
        {
            if (open.Count == 0) return taken.Sum(hand => hand.Cents);
            long? least = null;
            foreach (Hand hand in Free(branch, query, open[0], site, time))
            {
                if (taken.Any(other => other.Resource == hand.Resource && other.Unit == hand.Unit)) continue;
                IEnumerable<Role> needs = (hand.Resource.Resource.Requires ?? []).Select(requirement => requirement.RoleFor(open[0], open[0].Where));
                if (Fill([.. open.Skip(1), .. needs.Select(AsRequired)], [.. taken, hand]) is { } cents && (least is null || cents < least)) least = cents;
            }
            return least;
        }
    }

    /// <summary>What is required may come along from anywhere: marked by a name no role of a test has.</summary>
    internal static Role AsRequired(Role role) => role with { Name = "required:" + role.Name };

    /// <summary>The units that are free for a role while a step takes place.</summary>
    internal static IEnumerable<Hand> Free(Branch branch, SearchQuery query, Role role, SiteEntry? site, Interval time)
    {
        Board board = branch.Board;
        Interval taken = role.Occupies(time);
        foreach (ResourceEntry resource in board.Resources.Where(entry => MayPlay(entry.Resource, role, site) && !query.Refuse.Contains(entry.Resource.Id)))
        {
            var units = Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day))
                .Where(tour => tour.Resource == resource.Number).GroupBy(tour => tour.Unit);
            foreach (var unit in units)
            {
                long? cents = unit.SelectMany(tour => Enumerable.Range(0, tour.Stops.Length + 1).Select(index => CostIn(branch, query, resource, tour, index, site, taken))).Min();
                if (cents is { } cost) yield return new Hand(resource, unit.Key, cost);
            }
        }
    }

    private static long? CostIn(Branch branch, SearchQuery query, ResourceEntry resource, Tour tour, int index, SiteEntry? site, Interval taken)
    {
        SiteEntry? visited = resource.IsMobile ? site : null;
        var position = new SearchByHand.Position(resource, tour, index, visited?.Site.Location ?? query.At, visited);
        return SearchByHand.CostAt(branch, position, taken.From, taken.From, taken.Length)?.Cents;
    }

    private static bool MayPlay(Resource resource, Role role, SiteEntry? site)
    {
        bool canBeThere = (role.Where, resource.Mobility) switch
        {
            (_, Mobility.Remote) => role.Where == RolePlace.Remote || role.Name.StartsWith("required:", StringComparison.Ordinal),
            (RolePlace.Customer, _) => resource.Mobility == Mobility.Mobile,
            (RolePlace.Site, Mobility.Fixed) => resource.Site == site!.Site.Id,
            (RolePlace.Site, _) => true,
            _ => false,
        };
        return canBeThere && (role.Kind is null || role.Kind == resource.Kind)
            && role.Skills.All(asked => resource.Skills.Any(had => had.Name == asked.Name && had.Level >= asked.Level));
    }

    internal static bool IsOpen(SiteEntry site, Interval time) =>
        site.Open.Any(hours => hours.Span.Contains(time) && !hours.Breaks.Any(time.Overlaps));
}
