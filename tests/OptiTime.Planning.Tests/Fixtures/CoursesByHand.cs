using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using Hand = OptiTime.Planning.Tests.Fixtures.GroupsByHand.Hand;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Looks for several steps as one would with a pencil, for those who do not travel: every start of every step with every combination of units.</summary>
internal static class CoursesByHand
{
    /// <summary>Somebody in a step: the place of their role in it, and for when they are taken.</summary>
    private sealed record Seat(int Step, string Role, Hand Hand, Interval Taken);

    /// <summary>The least cost, in cents, of every promise of the first step that can be kept.</summary>
    internal static Dictionary<Interval, long> Best(Branch branch, SearchQuery query)
    {
        var best = new Dictionary<Interval, long>();
        bool isAtSite = query.Service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Site));
        foreach (SiteEntry? site in isAtSite ? branch.Board.Sites.Values.AsEnumerable<SiteEntry?>() : [null])
        {
            var course = new Course(branch, query, site);
            foreach (Interval promise in course.Starts[0])
            {
                if (course.Cheapest(0, promise, []) is { } cents && (!best.TryGetValue(promise, out long known) || cents < known)) best[promise] = cents;
            }
        }
        return best;
    }

    private sealed class Course(Branch branch, SearchQuery query, SiteEntry? site)
    {
        private readonly Dictionary<(int Step, Role Role, Moment Start), Hand[]> _free = [];

        internal Interval[][] Starts { get; } =
        [
            .. query.Service.Steps.Select((step, index) => SearchByHand.Promises(
                branch.Board, query with { Service = query.Service with { Steps = [step] }, Wishes = index == 0 ? query.Wishes : [] }, branch.Now)
                .Select(one => one.Promise).Distinct().OrderBy(promise => promise.From).ToArray()),
        ];

        /// <summary>What a step costs at a time, with those that follow, at the least; null when it cannot be.</summary>
        internal long? Cheapest(int step, Interval time, IReadOnlyList<Seat> before)
        {
            if (query.Service.Steps[step].Roles.Any(role => role.Where == RolePlace.Site) && !GroupsByHand.IsOpen(site!, time)) return null;
            long? least = null;
            Role[] roles = [.. query.Service.Steps[step].Roles.SelectMany(role => Enumerable.Repeat(role, role.Count))];
            foreach (IReadOnlyList<Seat> seats in Fillings(step, roles, time, before))
            {
                if (step > 0 && !Follows(step, time, seats)) continue;
                long? rest = step + 1 == Starts.Length ? 0 : Starts[step + 1]
                    .Where(later => MayFollow(step + 1, time, later)).Select(later => Cheapest(step + 1, later, seats)).Min();
                long own = seats.Where(seat => seat.Step == step).Sum(seat => seat.Hand.Cents);
                if (rest is { } cents && (least is null || own + cents < least)) least = own + cents;
            }
            return least;
        }

        private IEnumerable<IReadOnlyList<Seat>> Fillings(int step, Role[] open, Interval time, IReadOnlyList<Seat> taken)
        {
            if (open.Length == 0) return [taken];
            Interval during = open[0].Occupies(time);
            return
                from hand in Free(step, open[0], time)
                where !taken.Any(other => other.Hand.Resource == hand.Resource && other.Hand.Unit == hand.Unit && (other.Step == step || other.Taken.Overlaps(during)))
                let needs = (hand.Resource.Resource.Requires ?? []).Select(requirement => GroupsByHand.AsRequired(requirement.RoleFor(open[0], open[0].Where)))
                from filling in Fillings(step, [.. open.Skip(1), .. needs], time, [.. taken, new Seat(step, open[0].Name, hand, during)])
                select filling;
        }

        private Hand[] Free(int step, Role role, Interval time)
        {
            if (!_free.TryGetValue((step, role, time.From), out Hand[]? hands))
                _free[(step, role, time.From)] = hands = [.. GroupsByHand.Free(branch, query, role, site, time)];
            return hands;
        }

        private bool MayFollow(int step, Interval before, Interval time)
        {
            ServiceStep sold = query.Service.Steps[step];
            Seconds lag = time.From - before.To;
            return lag >= sold.MinimumLag && (sold.MaximumLag is null || lag <= sold.MaximumLag) && time.From >= before.To;
        }

        private bool Follows(int step, Interval time, IReadOnlyList<Seat> seats)
        {
            if (query.Service.Steps[step].Follows is not { } follows) return true;
            foreach (string role in follows.SameRoles)
            {
                if (Players(seats, step, role) != Players(seats, step - 1, role)) return false;
            }
            if (!follows.NextWorkingDay) return true;
            LocalDateTime local = LocalOf(time.From), before = LocalOf(seats.Where(seat => seat.Step == step - 1).Select(TimeOf).First());
            if (local.TimeOfDay != before.TimeOfDay || local.Date <= before.Date) return false;
            ResourceEntry[] same = [.. seats.Where(seat => seat.Step == step && follows.SameRoles.Contains(seat.Role)).Select(seat => seat.Hand.Resource)];
            for (LocalDate day = before.Date.PlusDays(1); day <= local.Date; day = day.PlusDays(1))
            {
                int number = DayClock.DayOf(day);
                bool works = same.Length > 0 ? same.All(resource => resource.Periods.Any(period => period.Day == number))
                    : !query.Service.Steps[step].Roles.Any(role => role.Where == RolePlace.Site) || site!.Open.Any(period => period.Day == number);
                if (works != (day == local.Date)) return false;
            }
            return true;
        }

        /// <summary>Nobody in these courses makes ready before a step, so that it begins when they are taken.</summary>
        private static Moment TimeOf(Seat seat) => seat.Taken.From;

        private static string Players(IReadOnlyList<Seat> seats, int step, string role) =>
            string.Join(",", seats.Where(seat => seat.Step == step && seat.Role == role).Select(seat => $"{seat.Hand.Resource.Resource.Id}/{seat.Hand.Unit}").Order());

        private LocalDateTime LocalOf(Moment moment) =>
            Instant.FromUnixTimeSeconds(moment.ToUnixSeconds()).InZone(branch.Board.Clock.Zone).LocalDateTime;
    }
}
