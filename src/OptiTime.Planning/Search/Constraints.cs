using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>What a query asks for that can be given up on a board.</summary>
/// <param name="board">The board.</param>
/// <param name="query">The query.</param>
/// <param name="now">The present.</param>
internal sealed class Constraints(Board board, SearchQuery query, Moment now)
{
    /// <summary>How many days sooner or later is looked first: somebody who cannot have Tuesday would rather have Thursday than the cheapest day next month.</summary>
    private static readonly int[] DaysAway = [1, 3, 7, 14];

    /// <summary>To what grid exact times are told that lie where the service promises none.</summary>
    private static readonly Seconds FineGrid = Seconds.FromMinutes(5);

    /// <summary>How many other sites are tried, the nearest first.</summary>
    private const int SitesTried = 8;

    /// <summary>How many wishes a query may have after each was moved to other days.</summary>
    private const int WishesTried = 1_000;

    /// <summary>All of them; of two that stand in the way, the first named is given up whole.</summary>
    internal IEnumerable<Constraint> All()
    {
        if (!query.Wishes.IsEmpty) yield return Wish();
        if (!query.Require.IsEmpty) yield return Technician();
        if (!query.Sites.IsEmpty) yield return Site();
        yield return Window();
        if (query.BeginBy is { } deadline) yield return ServiceLevel(deadline);
        if (board.Table.Slots.Any(entry => entry?.Resource.Overtime is not null)) yield return Overtime();
        yield return Day();
    }

    private Constraint Wish()
    {
        ImmutableArray<Interval> days = [.. query.Wishes.Select(WholeDays).Distinct()];
        return new Constraint(Given.Wish, [[asked => asked with { Wishes = days }, WithoutWishes]], WithoutWishes, _ => "outside the times wished for")
        {
            Nearness = offer => query.Wishes.Min(wish => Apart(wish, offer.Steps[0].Promise)),
        };

        static SearchQuery WithoutWishes(SearchQuery asked) => asked with { Wishes = [] };
    }

    private Constraint Technician()
    {
        ImmutableArray<string> preferred = [.. query.Prefer.Except(query.Refuse).Except(query.Require)];
        return new Constraint(
            Given.Technician, preferred.IsEmpty ? [[Anybody]] : [[asked => asked with { Require = preferred }], [Anybody]], Anybody,
            offer => $"{PlainWords.List(ResourcesOf(offer), "and")}{(IsPreferred(offer) ? ", whom the customer prefers," : "")} in place of {PlainWords.List(query.Require, "or")}")
        {
            Nearness = offer => IsPreferred(offer) ? 0 : 1,
        };

        bool IsPreferred(FoundOffer offer) => ResourcesOf(offer).Any(resource => preferred.Contains(resource));

        static SearchQuery Anybody(SearchQuery asked) => asked with { Require = [] };
    }

    /// <summary>Each other site by itself, the nearest first.</summary>
    private Constraint Site()
    {
        ImmutableArray<Location> asked = [.. query.Sites.Where(board.Sites.ContainsKey).Select(site => board.Sites[site].Site.Location)];
        IEnumerable<string> others = Eligibility.SitesFor(board, query with { Sites = [] }).Except(query.Sites).OrderBy(Away).ThenBy(site => site, StringComparer.Ordinal);
        return new Constraint(
            Given.Site, [.. others.Take(SitesTried).Select(site => (ImmutableArray<Func<SearchQuery, SearchQuery>>)[less => less with { Sites = [site] }])],
            less => less with { Sites = [] },
            offer => SiteOf(offer) is { } site ? $"{board.Sites[site].Site.Name} is {PlainWords.Distance(new Metres(Away(site)))} away" : "at another site")
        {
            Nearness = offer => SiteOf(offer) is { } site ? Away(site) : int.MaxValue,
            Distance = offer => SiteOf(offer) is { } site ? new Metres(Away(site)) : null,
        };

        static string? SiteOf(FoundOffer offer) => offer.Steps.FirstOrDefault(step => step.Site is not null)?.Site;

        int Away(string site) => asked.IsEmpty ? 0 : (int)Math.Round(asked.Min(board.Sites[site].Site.Location.MetresTo));
    }

    private Constraint Window()
    {
        PromiseRule rule = query.Service.Promise;
        ImmutableArray<Func<SearchQuery, SearchQuery>> steps =
            rule.IsExact ? (rule.Granularity > FineGrid ? [Exact(FineGrid)] : []) : [Exact(rule.Granularity), Exact(FineGrid)];
        return new Constraint(
            Given.Window, steps.IsEmpty ? [] : [steps], asked => steps.IsEmpty ? asked : steps[^1](asked),
            _ => rule.IsExact ? "at a time between the usual ones" : "at an exact time outside the usual windows");

        static Func<SearchQuery, SearchQuery> Exact(Seconds grid) => asked => asked with { Service = asked.Service with { Promise = new PromiseRule([], grid, null) } };
    }

    private Constraint ServiceLevel(Moment deadline)
    {
        var words = new PlainWords(board.Clock);
        return new Constraint(Given.ServiceLevel, [[Whenever]], Whenever, _ => $"later than the service level asks, which is by {words.At(deadline)}")
        {
            Nearness = offer => Math.Max(0, (offer.Steps[0].LatestStart - deadline).Value),
        };

        static SearchQuery Whenever(SearchQuery asked) => asked with { BeginBy = null };
    }

    private Constraint Overtime()
    {
        var words = new PlainWords(board.Clock);
        return new Constraint(Given.Overtime, [[Longer]], Longer, offer =>
            ResourcesOf(offer).Length > 1 || offer.Steps.Length > 1 ? Together(offer) : offer.Steps[0].WorksUntil is { } until
            ? $"{PlainWords.List(ResourcesOf(offer), "and")} would work until {words.Time(until)}, {until - UsualEnd(offer)} longer" : "with overtime");

        static SearchQuery Longer(SearchQuery asked) => asked with { WithOvertime = true };

        string Together(FoundOffer offer)
        {
            Moment until = offer.Steps.Max(step => step.WorksUntil) ?? offer.End;
            return $"{PlainWords.List(ResourcesOf(offer), "and")}, some of them in overtime until {(offer.Steps.Length == 1 ? words.Time(until) : words.At(until))}";
        }

        Moment UsualEnd(FoundOffer offer) =>
            board.FindResource(ResourcesOf(offer)[0])!.Periods.Last(period => period.Span.From <= offer.Steps[0].Start).Span.To;
    }

    /// <summary>Later and sooner, each a little more at a time. A wish keeps its hours and is moved to the other days.</summary>
    private Constraint Day()
    {
        var ways = ImmutableArray.CreateBuilder<ImmutableArray<Func<SearchQuery, SearchQuery>>>();
        if (query.Between.To < board.HorizonEnd) ways.Add(Moves(board.AfterDay - board.Clock.DayOf(query.Between.To), 1));
        if (query.Between.From > now + query.Service.LeadTime) ways.Add(Moves(board.Clock.DayOf(query.Between.From) - board.Clock.DayOf(now), -1));
        return new Constraint(
            Given.Day, ways.DrainToImmutable(), asked => asked with { Between = new Interval(now, board.HorizonEnd), Wishes = [] },
            offer => Direction(offer) + (query.Wishes.IsEmpty ? "asked" : "wished for"))
        {
            Nearness = offer => Apart(Wanted(offer), offer.Steps[0].Promise),
        };

        // Of several steps the first may lie where it was asked for, and the last too late.
        string Direction(FoundOffer offer) =>
            offer.Steps[0].Promise.From < Wanted(offer).From ? "sooner than "
            : offer.Steps.Length > 1 && offer.Steps[0].Promise.To <= Wanted(offer).To ? $"ending on {new PlainWords(board.Clock).Day(offer.End)}, later than " : "later than ";

        Interval Wanted(FoundOffer offer) => query.Wishes.IsEmpty ? query.Between : query.Wishes.MinBy(wish => Apart(wish, offer.Steps[0].Promise));
    }

    /// <summary>At least one day: what is left of the day itself may be enough.</summary>
    private ImmutableArray<Func<SearchQuery, SearchQuery>> Moves(int most, int direction) =>
    [
        .. DaysAway.Where(days => days < most).Append(Math.Max(1, most)).Where(days => (long)query.Wishes.Length * days <= WishesTried)
            .Select(days => (Func<SearchQuery, SearchQuery>)(asked => Moved(asked, direction * days))),
    ];

    private SearchQuery Moved(SearchQuery asked, int days)
    {
        Moment from = days < 0 ? Moment.Max(now, board.Clock.AfterDays(asked.Between.From, days)) : asked.Between.From;
        Moment to = days > 0 ? Moment.Min(board.HorizonEnd, board.Clock.AfterDays(asked.Between.To, days)) : asked.Between.To;
        IEnumerable<Interval> wishes = Enumerable.Range(Math.Min(days, 0), Math.Abs(days) + 1)
            .SelectMany(away => asked.Wishes.Select(wish => new Interval(board.Clock.AfterDays(wish.From, away), board.Clock.AfterDays(wish.To, away))));
        return asked with { Between = new Interval(from, to), Wishes = [.. wishes] };
    }

    private Interval WholeDays(Interval wish) =>
        new(board.Clock.StartOf(board.Clock.DayOf(wish.From)), board.Clock.StartOf(board.Clock.DayOf(wish.To - new Seconds(1)) + 1));

    private static ImmutableArray<string> ResourcesOf(FoundOffer offer) => [.. offer.Steps.SelectMany(step => step.Resources).Select(who => who.Resource).Distinct()];

    /// <summary>How far two stretches of time lie apart, in seconds; 0 where they touch or overlap.</summary>
    private static long Apart(Interval left, Interval right) => Math.Max(0, Math.Max((right.From - left.To).Value, (left.From - right.To).Value));
}
