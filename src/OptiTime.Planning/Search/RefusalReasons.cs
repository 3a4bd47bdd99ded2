using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>Says why nothing fits: the chain of checks a search makes, with the number of resources that fall at each.</summary>
internal static class RefusalReasons
{
    internal static ImmutableArray<RefusalReason> Of(Board board, SearchQuery query, Moment now)
    {
        Interval between = SlotSearch.BetweenOf(board, query, now);
        if (between.IsEmpty) return [OutOfTime(board, query, now)];
        if (!board.Resources.Any()) return [new("resources", $"Territory '{board.Settings.Id}' has no resources yet.", 0)];
        ImmutableArray<RefusalReason> narrow = SlotSearch.NeedsGroup(board, query.Service) ? OfGroup(board, query, between, now) : OfOne(board, query, between);
        return [.. Deadline(board, query), .. narrow];
    }

    /// <summary>The service level, where its deadline left less than was asked for.</summary>
    private static IEnumerable<RefusalReason> Deadline(Board board, SearchQuery query)
    {
        if (query.BeginBy is not { } deadline || deadline + query.Service.Steps[0].Duration >= query.Between.To) yield break;
        yield return new("service-level", $"The service level asks '{query.Service.Id}' to begin by {board.Clock.Tell(deadline)}; until {board.Clock.Tell(query.Between.To)} was asked for.", 0);
    }

    private static RefusalReason OutOfTime(Board board, SearchQuery query, Moment now) =>
        query.Between.From >= board.HorizonEnd
            ? new("horizon", $"Nothing is planned yet in '{board.Settings.Id}' after {board.Clock.Tell(board.HorizonEnd)}; ask again nearer the day.", 0)
            : query.BeginBy is { } deadline && deadline < Moment.Max(query.Between.From, now + query.Service.LeadTime)
            ? new("service-level", $"The service level asks '{query.Service.Id}' to begin by {board.Clock.Tell(deadline)}; the earliest start is {board.Clock.Tell(Moment.Max(query.Between.From, now + query.Service.LeadTime))}.", 0)
            : new("lead-time", $"'{query.Service.Id}' needs {query.Service.LeadTime} notice: the earliest start in '{board.Settings.Id}' is {board.Clock.Tell(now + query.Service.LeadTime)}.", 0);

    private static ImmutableArray<RefusalReason> OfOne(Board board, SearchQuery query, Interval between)
    {
        ServiceStep step = query.Service.Steps[0];
        var reasons = ImmutableArray.CreateBuilder<RefusalReason>();
        int left = Narrow(board, query, step.Roles[0], step.Duration, between, query.Require, reasons).Count;
        string territory = board.Settings.Id;
        if (left > 0 && !HasWindow(board, query, between))
            reasons.Add(new("window", $"No promise of the service lies in the times asked for and the hours of the site in '{territory}'.", left));
        else if (left > 0)
            reasons.Add(new("full", $"{PlainWords.Resources(left, territory)} {(left == 1 ? "works" : "work")} then but {(left == 1 ? "has" : "have")} no room of {step.Duration} with the way there and back.", left));
        return reasons.DrainToImmutable();
    }

    /// <summary>The roles for which there are too few at all; where there are enough for each, why they never come together.</summary>
    private static ImmutableArray<RefusalReason> OfGroup(Board board, SearchQuery query, Interval between, Moment now)
    {
        var reasons = ImmutableArray.CreateBuilder<RefusalReason>();
        foreach (ServiceStep step in query.Service.Steps)
        {
            foreach (Role role in step.Roles)
            {
                var fallen = ImmutableArray.CreateBuilder<RefusalReason>();
                Seconds taken = role.Occupies(new Interval(default, default(Moment) + step.Duration)).Length;
                List<ResourceEntry> left = Narrow(board, query, role, taken, between, [], fallen);
                if (left.Sum(entry => entry.Resource.Capacity) >= role.Count) continue;
                reasons.AddRange(fallen.Select(reason => reason with { Message = $"For role '{role.Name}' of step '{step.Name}': {reason.Message}" }));
            }
        }
        if (reasons.Count > 0) return reasons.DrainToImmutable();
        return HasWindow(board, query, between)
            ? new GroupSearch().WhyNot(board, query, between, now)
            : [new("window", $"No promise of the service lies in the times asked for and the hours of the site in '{board.Settings.Id}'.", 0)];
    }

    /// <summary>The resources that pass one check after the other, with how many fall at each.</summary>
    private static List<ResourceEntry> Narrow(
        Board board, SearchQuery query, Role role, Seconds duration, Interval between, ImmutableArray<string> required,
        ImmutableArray<RefusalReason>.Builder reasons)
    {
        string territory = board.Settings.Id;
        ImmutableArray<string> sites = Eligibility.SitesFor(board, query);
        List<ResourceEntry> left = [.. board.Resources];
        Keep("kind", entry => Eligibility.HasKind(entry.Resource, role), count => $"{PlainWords.Resources(count, territory)} {(count == 1 ? "is" : "are")} not of kind '{role.Kind}'.");
        Keep("place", entry => Eligibility.CanBeThere(entry.Resource, role, sites), count =>
            $"{PlainWords.Resources(count, territory)} cannot be where the service is given{(role.Where == RolePlace.Site ? $" ({string.Join(", ", sites)})" : "")}.");
        Keep("skills", entry => Eligibility.Fits(entry.Resource, role, sites), count =>
            $"{PlainWords.Resources(count, territory)} {(count == 1 ? "lacks" : "lack")} {string.Join(" or ", role.Skills.Select(skill => $"'{skill.Name}' at level {skill.Level}"))}.");
        Keep("refused", entry => !query.Refuse.Contains(entry.Resource.Id), count => $"{PlainWords.Resources(count, territory)} {(count == 1 ? "is" : "are")} refused.");
        Keep("required", entry => required.IsEmpty || required.Contains(entry.Resource.Id), count =>
            $"{PlainWords.Resources(count, territory)} {(count == 1 ? "is" : "are")} not among the required {string.Join(", ", required)}.");
        Keep("working-time", entry => entry.Periods.Any(period => Works(period, between, duration)), count =>
            $"{PlainWords.Resources(count, territory)} {(count == 1 ? "does" : "do")} not work between {board.Clock.Tell(between.From)} and {board.Clock.Tell(between.To)} for {duration} in one go.");
        if (FarthestWay.Of(board, query, role, duration, sites) is { } way)
        {
            int before = left.Count;
            List<ResourceEntry> far = left.FindAll(entry => way.IsTooFar(entry, between));
            left.RemoveAll(far.Contains);
            if (far.Count > 0) reasons.Add(new RefusalReason("distance", way.Tell(far, before, between), far.Count));
        }
        return left;

        void Keep(string code, Func<ResourceEntry, bool> passes, Func<int, string> message)
        {
            int fallen = left.RemoveAll(entry => !passes(entry));
            if (fallen > 0) reasons.Add(new RefusalReason(code, message(fallen), fallen));
        }
    }

    private static bool Works(WorkingPeriod period, Interval between, Seconds duration) =>
        period.Span.Intersect(between) is { IsEmpty: false } shared && shared.Length >= duration;

    private static bool HasWindow(Board board, SearchQuery query, Interval between)
    {
        var windows = new WindowSet();
        windows.Fill(query.Service.Promise, query.Service.Steps[0].Duration, between, query.Wishes, null, board.Days);
        return windows.Count > 0;
    }
}
