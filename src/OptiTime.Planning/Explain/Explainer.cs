using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>
/// Says why, or why not: the checks a search makes, for one resource and one start, with the numbers. Works by itself, position by position, and
/// shares with the search only tours, calendars and roads, so that each can be held against the other. Pure; one question at a time.
/// </summary>
public sealed class Explainer
{
    private readonly Board _board;
    private readonly SearchQuery _query;
    private readonly CancellationToken _stop;
    private readonly CheckChain _chain;
    private readonly Trials _trials;
    private readonly PlainWords _words;
    private long _left;
    private string? _leftOut;

    private Explainer(Board board, ExplainQuestion question, Moment now, CancellationToken stop)
    {
        _query = question.Query;
        (_board, _stop, _left) = (board, stop, _query.PositionBudget);
        var asked = new AskedRole(_query.Service.Steps[0], _query.Service.Steps[0].Roles[0]);
        _chain = new CheckChain(_board, _query, asked, now, question.Naming);
        _trials = new Trials(_board, _query, asked, _chain, now);
        _words = new PlainWords(_board.Clock);
    }

    /// <summary>Explains.</summary>
    /// <param name="board">The board.</param>
    /// <param name="question">What is asked; a resource it names that is not on the board is explained as nobody.</param>
    /// <param name="now">The present, by the caller's estimate.</param>
    /// <param name="search">Where several take part: finds whether they come together.</param>
    /// <param name="stop">Ends early; what was not looked at is said.</param>
    public static Explanation Explain(Board board, ExplainQuestion question, Moment now, SlotSearch search, CancellationToken stop = default)
    {
        if (question.Query.Ignoring is { } ignored) board = Vacancy.Without(board, ignored, now);
        if (question.Resource is { } named && board.FindResource(named) is null)
            return new Explanation($"There is no resource '{named}' in territory '{board.Settings.Id}'.", null, [], null, null);
        Explanation explanation = SlotSearch.NeedsGroup(board, question.Query.Service)
            ? new GroupExplainer(board, question, now, search, stop).Explain() : new Explainer(board, question, now, stop).OfOne(question);
        if (question.Query.Impact == ImpactAllowed.None) return explanation;
        string moving = "What moving other work would make possible is not explained.";
        return explanation with { LeftOut = explanation.LeftOut is { } more ? $"{more} {moving}" : moving };
    }

    private Explanation OfOne(ExplainQuestion question) =>
        question.Resource is { } resource ? Single(_board.FindResource(resource)!, question.Start) : Whole(question.Start);

    private Explanation Single(ResourceEntry entry, Moment? start)
    {
        ResourceExplanation one = start is { } asked ? WithRemedy(entry, asked, One(entry, start)) : One(entry, start);
        return new Explanation(VerdictOf(one), one, [], start is null && one.IsPossible ? EarlierThan(entry, one) : null, _leftOut);
    }

    private ResourceExplanation One(ResourceEntry entry, Moment? start)
    {
        if (start is { } asked) return _chain.At(entry, asked, _trials.Best(entry, asked));
        if (!_chain.MayServe(entry)) return _chain.At(entry, null, null);
        Found found = Look(entry);
        if (found.Best is { } best) return _chain.At(entry, best.Attempt.Start, best);
        // Shown where it comes closest: at the last start that could still be promised.
        return _chain.At(entry, found.Nearest is { } miss ? Moment.Min(miss.Attempt.Start, miss.Timing.Latest) : null, found.Nearest);
    }

    /// <summary>Where the tours of the resource stand in the way, when it could start instead.</summary>
    private ResourceExplanation WithRemedy(ResourceEntry entry, Moment asked, ResourceExplanation one)
    {
        if (one.Failing is not { Remedy: null } failing) return one;
        Trial? nearest = TrialsOf(entry).Where(trial => trial.Attempt.IsPossible).MinBy(trial => Math.Abs((trial.Attempt.Start - asked).Value));
        string remedy = nearest is null ? $"It has no room in the times asked for." : $"It could start on {_words.At(nearest.Attempt.Start)}.";
        return one with { Checks = one.Checks.Replace(failing, failing with { Remedy = remedy }) };
    }

    /// <summary>What was found in all the tours of a resource: the cheapest attempt that is possible, and the one that misses by the least.</summary>
    private readonly record struct Found(Trial? Best, Trial? Nearest);

    private Found Look(ResourceEntry entry)
    {
        Trial? best = null, nearest = null;
        foreach (Trial trial in TrialsOf(entry))
        {
            if (nearest is null || trial.Attempt.Missing < nearest.Attempt.Missing) nearest = trial;
            if (trial.Attempt.IsPossible && (best is null || trial.Rank < best.Rank)) best = trial;
        }
        return new Found(best, nearest);
    }

    /// <summary>All trials of a resource that the budget reaches.</summary>
    private IEnumerable<Trial> TrialsOf(ResourceEntry entry)
    {
        foreach (Trial trial in _trials.All(entry))
        {
            if (IsSpent)
            {
                _leftOut = $"The work budget of {_query.PositionBudget} positions ended on {_words.Day(trial.Attempt.Start)} of resource '{entry.Resource.Id}'.";
                yield break;
            }
            _left--;
            yield return trial;
        }
    }

    private Earlier? EarlierThan(ResourceEntry entry, ResourceExplanation best)
    {
        if (TrialsOf(entry).Where(trial => trial.Attempt.IsPossible).MinBy(trial => trial.Attempt.Start) is { } first && first.Attempt.Start < best.Start)
        {
            FoundOffer dearer = _chain.At(entry, first.Attempt.Start, first).Offer!;
            return new Earlier(first.Attempt.Start, $"{_words.At(first.Attempt.Start)} is possible too, for {dearer.TotalCost} instead of {best.Offer!.TotalCost}.");
        }
        Moment? earliest = _chain.SpotsFor(entry).SelectMany(spot => _chain.TimingsAt(spot)).Select(timing => (Moment?)timing.Earliest).Min();
        if (earliest is not { } asked || asked >= best.Start) return null;
        return _chain.At(entry, asked, _trials.Best(entry, asked)).Failing is { } why ? new Earlier(asked, $"Not on {_words.At(asked)}: {why.Words}") : null;
    }

    private Explanation Whole(Moment? start)
    {
        List<ResourceExplanation> all = [];
        foreach (ResourceEntry entry in _board.Resources)
        {
            if (IsSpent)
            {
                _leftOut = $"The work budget of {_query.PositionBudget} positions ended before resource '{entry.Resource.Id}' of '{_board.Settings.Id}'.";
                break;
            }
            all.Add(One(entry, start));
        }
        ResourceExplanation? told = all.Where(one => one.IsPossible).MinBy(one => (one.Offer!.TotalCost.Cents, one.Start!.Value.Value))
            ?? all.OrderByDescending(one => one.Checks.TakeWhile(check => check.Result == CheckResult.Passed).Count())
                .ThenBy(one => one.Missing?.Value ?? int.MaxValue).FirstOrDefault();
        ImmutableArray<Fall> falls =
        [
            .. all.Where(one => !one.IsPossible).GroupBy(one => one.Failing!.Code, StringComparer.Ordinal)
                .Select(same => new Fall(same.Key, same.Count(), same.MinBy(one => one.Missing?.Value ?? int.MaxValue)!))
                .OrderBy(fall => fall.Nearest.Checks.IndexOf(fall.Nearest.Failing!)),
        ];
        string verdict = told is null ? $"Territory '{_board.Settings.Id}' has no resources yet."
            : told.IsPossible ? VerdictOf(told)
            : $"{(all.Count == 1 ? "The one resource" : $"None of the {all.Count} resources")} of '{_board.Settings.Id}' can{(all.Count == 1 ? "not" : "")} serve{(start is { } at ? $" on {_words.At(at)}" : "")}. The one that comes closest is '{told.Resource}': {told.Failing!.Words}";
        return new Explanation(verdict, told, falls, null, _leftOut);
    }

    private bool IsSpent => _left <= 0 || _stop.IsCancellationRequested;

    private string VerdictOf(ResourceExplanation one)
    {
        if (one.Offer is { } offer) return $"'{one.Resource}' can start on {_words.At(one.Start!.Value)}; it costs {offer.TotalCost} {_board.Settings.Currency}.";
        string when = one.Start is { } start ? $" start on {_words.At(start)}" : " serve";
        return $"'{one.Resource}' cannot{when}: {one.Failing!.Words}{(one.Failing.Remedy is { } remedy ? $" {remedy}" : "")}";
    }
}
