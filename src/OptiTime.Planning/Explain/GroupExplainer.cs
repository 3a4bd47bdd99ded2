using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>
/// Explains a service in which several take part: role by role, who of the first step could be there, by the same checks as for one alone; and
/// then whether they come together, which only the search for the whole group can tell.
/// </summary>
internal sealed class GroupExplainer(Board board, ExplainQuestion question, Moment now, SlotSearch search, CancellationToken stop)
{
    /// <summary>How many starts are compared where none is asked about and nothing fits.</summary>
    private const int StartsCompared = 24;

    private static readonly Spot Anywhere = new(null, null);

    private readonly SearchQuery _query = question.Query;
    private readonly ServiceStep _step = question.Query.Service.Steps[0];
    private readonly PlainWords _words = new(board.Clock);
    private readonly TimeChecks _times = new(board, question.Query, now);
    private readonly List<string> _leftOut = [];

    internal Explanation Explain()
    {
        FoundOffer? offer = question.Start is { } asked ? OfferAt(asked) : Best();
        Moment? start = question.Start ?? offer?.Steps[0].Start ?? Likeliest();
        if (start is not { } at) return Untimely();
        GroupRole[] roles = [.. RolesAt(at)];
        ResourceExplanation? told = Told(at, offer, roles);
        Earlier? earlier = question.Start is null && offer is not null ? EarlierThan(at, offer) : null;
        if (_query.Service.Steps.Length > 1) _leftOut.Add("Only the roles of the first step were looked at one by one.");
        return new Explanation(VerdictOf(at, offer, told, roles), told, [], earlier, _leftOut.Count == 0 ? null : string.Join(" ", _leftOut.Distinct()))
        {
            Roles = [.. roles.Select(role => role.Explanation)],
        };
    }

    /// <summary>A role at a start, with what every resource said that could play it.</summary>
    private sealed record GroupRole(AskedRole Asked, RoleExplanation Explanation, ImmutableArray<ResourceExplanation> All);

    /// <summary>The query with the resource asked about among the required.</summary>
    private SearchQuery WithResource => question.Resource is { } resource ? _query with { Require = [.. _query.Require.Append(resource).Distinct()] } : _query;

    private FoundOffer? Best() => Find(WithResource with { MaximumOffers = 5 }).MinBy(offer => offer.TotalCost);

    /// <summary>The cheapest offer that starts at a moment: what is promised for the first step is held to it.</summary>
    private FoundOffer? OfferAt(Moment start)
    {
        if (_times.TimingOf(Anywhere, start) is not { } timing) return null;
        PromiseRule rule = _query.Service.Promise;
        SearchQuery only = WithResource with
        {
            Service = rule.IsExact ? _query.Service : _query.Service with { Promise = rule with { MinimumLength = new Seconds(1) } },
            Wishes = [new Interval(start, start + (rule.IsExact ? _step.Duration : new Seconds(1)))],
            MaximumOffers = 5,
        };
        FoundOffer? found = Find(only).Where(offer => offer.Steps[0].Start == start).MinBy(offer => offer.TotalCost);
        return found is null ? null : found with
        {
            Steps = found.Steps.SetItem(0, found.Steps[0] with { Promise = timing.Promise, EarliestStart = timing.Earliest, LatestStart = timing.Latest }),
        };
    }

    private IEnumerable<FoundOffer> Find(SearchQuery query)
    {
        SearchResult result = search.FindOffers(board, query with { Impact = ImpactAllowed.None }, now, stop);
        if (result.LeftOut is { } leftOut) _leftOut.Add(leftOut);
        return result.Offers.Where(offer => question.Resource is not { } named || TakesPart(offer, named));
    }

    private static bool TakesPart(FoundOffer offer, string resource) => offer.Steps.Any(step => step.Resources.Any(who => who.Resource == resource));

    /// <summary>Of some of the starts that could be promised the first at which the fewest are lacking; null for none.</summary>
    private Moment? Likeliest()
    {
        ImmutableArray<Timing> timings = _times.TimingsAt(Anywhere);
        int apart = Math.Max(1, timings.Length / StartsCompared);
        return timings.Where((_, index) => index % apart == 0).Select(timing => timing.Earliest).Distinct().Select(start => (Moment?)start)
            .MinBy(start => stop.IsCancellationRequested ? 0 : RolesAt(start!.Value).Sum(role => Math.Max(0, role.Explanation.Needed - role.Explanation.Free)));
    }

    private IEnumerable<GroupRole> RolesAt(Moment start) => _step.Roles.Select(role => RoleAt(new AskedRole(_step, role), start));

    private GroupRole RoleAt(AskedRole asked, Moment start)
    {
        CheckChain chain = ChainFor(asked);
        var trials = new Trials(board, _query, asked, chain, now);
        ResourceEntry[] fit = [.. board.Resources.Where(chain.MayServe)];
        ImmutableArray<ResourceExplanation> all = [.. fit.Select(entry => chain.At(entry, start, trials.Best(entry, start)))];
        int free = fit.Zip(all).Where(one => one.Second.IsPossible)
            .Sum(one => trials.At(one.First, start).Where(trial => trial.Attempt.IsPossible).Select(trial => trial.Attempt.Tour.Unit).Distinct().Count());
        return new GroupRole(asked, new RoleExplanation(asked.Role.Name, asked.Role.Count, fit.Length, free, Closest(all.Where(one => !one.IsPossible))), all);
    }

    /// <summary>The checks of a role. Who is required plays what they can; for another role nobody is.</summary>
    private CheckChain ChainFor(AskedRole asked)
    {
        var free = new CheckChain(board, _query with { Require = [] }, asked, now, question.Naming);
        ImmutableArray<string> required = asked.Role.Count > 1 ? []
            : [.. _query.Require.Where(id => board.FindResource(id) is { } entry && free.MayServe(entry))];
        return required.IsEmpty ? free : new CheckChain(board, _query with { Require = required }, asked, now, question.Naming);
    }

    private static ResourceExplanation? Closest(IEnumerable<ResourceExplanation> some) =>
        some.OrderByDescending(one => one.Checks.TakeWhile(check => check.Result == CheckResult.Passed).Count()).ThenBy(one => one.Missing?.Value ?? int.MaxValue).FirstOrDefault();

    /// <summary>The resource asked about, or the one a group is lacking most, with whether the others come too.</summary>
    private ResourceExplanation? Told(Moment start, FoundOffer? offer, GroupRole[] roles)
    {
        ResourceExplanation? one = question.Resource is { } named ? Named(start, named, offer)
            : offer is not null ? roles[0].All.FirstOrDefault(who => TakesPart(offer, who.Resource))
            : roles.Where(role => role.Explanation.IsLacking).Select(role => role.Explanation.Nearest).FirstOrDefault() ?? roles.SelectMany(role => role.All).FirstOrDefault();
        if (one is null) return null;
        Check together = offer is not null ? ResourceChecks.Passed(CheckCodes.Together, $"{Capital(Crew(offer))}.")
            : one.Failing is not null ? TimeChecks.NotReached(CheckCodes.Together)
            : ResourceChecks.Failed(CheckCodes.Together, Lacking(start, roles), "Ask for another start, or for others.");
        return one with { Checks = one.Checks.Add(together), Offer = offer };
    }

    /// <summary>A resource in the role it plays in the offer, or in which it comes closest.</summary>
    private ResourceExplanation Named(Moment start, string resource, FoundOffer? offer)
    {
        ResourceEntry entry = board.FindResource(resource)!;
        string? played = offer?.Steps[0].Resources.Where(who => who.Resource == resource).Select(who => who.Role).FirstOrDefault();
        IEnumerable<AskedRole> roles = _step.Roles.Where(role => offer is null || role.Name == played).Select(role => new AskedRole(_step, role));
        ResourceExplanation? one = Closest(roles.Select(role =>
        {
            CheckChain chain = ChainFor(role);
            return chain.At(entry, start, new Trials(board, _query, role, chain, now).Best(entry, start));
        }));
        // Who is there because another requires them, or for a later step, plays no role of the first.
        return one ?? new ResourceExplanation(resource, start, [], null);
    }

    private Earlier? EarlierThan(Moment start, FoundOffer offer)
    {
        if (_times.TimingsAt(Anywhere) is not [var first, ..] || first.Earliest >= start) return null;
        if (OfferAt(first.Earliest) is { } dearer)
            return new Earlier(first.Earliest, $"{_words.At(first.Earliest)} is possible too, for {dearer.TotalCost} instead of {offer.TotalCost}.");
        return new Earlier(first.Earliest, $"Not on {_words.At(first.Earliest)}: {Lacking(first.Earliest, [.. RolesAt(first.Earliest)])}");
    }

    /// <summary>Of a resource that was asked about, what stands in its own way comes before what others lack.</summary>
    private string VerdictOf(Moment start, FoundOffer? offer, ResourceExplanation? told, GroupRole[] roles) => offer is null
        ? $"'{_query.Service.Id}' cannot start on {_words.At(start)}{(question.Resource is { } named ? $" with '{named}': {told?.Failing?.Words ?? Lacking(start, roles)}" : $": {Lacking(start, roles)}")}"
        : $"'{_query.Service.Id}' can start on {_words.At(start)} with {Crew(offer)}; it costs {offer.TotalCost} {board.Settings.Currency}.";

    /// <summary>Why nobody comes together: what stands in everybody's way, the roles with too few, or that they are never free at one place.</summary>
    private string Lacking(Moment start, GroupRole[] roles)
    {
        if (_times.Of(start, null).FirstOrDefault(check => check.Result == CheckResult.Failed) is { } untimely) return untimely.Words;
        string[] lacking = [.. roles.Select(role => role.Explanation).Where(role => role.IsLacking).Select(TellLacking)];
        return lacking.Length > 0 ? string.Join(" ", lacking) : "Each role could be played then, but not by a group at one place.";
    }

    private static string TellLacking(RoleExplanation role)
    {
        string few = $"Role '{role.Role}' takes {role.Needed}, {role.Fit} could play it and {role.Free} {(role.Free == 1 ? "is" : "are")} free.";
        return role.Nearest?.Failing is { } failing ? $"{few} The nearest is '{role.Nearest.Resource}': {failing.Words}" : few;
    }

    private static string Crew(FoundOffer offer) => string.Join(", ", offer.Steps[0].Resources.Select(who => $"{who.Role} '{who.Resource}'"));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private Explanation Untimely()
    {
        Check failing = _times.OfAll(Anywhere).First(check => check.Result == CheckResult.Failed);
        return new Explanation($"'{_query.Service.Id}' cannot start at any time asked for: {failing.Words}", null, [], null, null);
    }
}
