using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.ByHand;

/// <summary>What is agreed of a step that a dispatcher plans where it was not agreed before.</summary>
internal static class NewPromise
{
    /// <summary>A step that starts outside what was told: the window of its service in which it then starts is told, or the exact time where there is none.</summary>
    /// <param name="board">The board.</param>
    /// <param name="sold">The service as it is sold now; null where it is not any more.</param>
    /// <param name="step">The step.</param>
    /// <param name="start">When it is to start.</param>
    /// <param name="isFixed">Whether it starts at that very moment, since several come together.</param>
    /// <param name="now">The present.</param>
    internal static CommittedStep Told(Board board, Service? sold, CommittedStep step, Moment start, bool isFixed, Moment now)
    {
        Timing timing = sold is not null && WindowAt(board, sold, step, start, now) is { } window ? window : new Timing(step.At(start), start, start);
        return step with
        {
            Promise = timing.Promise,
            EarliestStart = isFixed ? start : timing.Earliest,
            LatestStart = isFixed ? start : timing.Latest,
        };
    }

    /// <summary>A job where a dispatcher plans it: it slides inside the day it was given; its range is wide enough for that.</summary>
    /// <param name="board">The board.</param>
    /// <param name="step">The step.</param>
    /// <param name="start">When it is to start.</param>
    /// <param name="isFixed">Whether it starts at that very moment, since several come together.</param>
    internal static CommittedStep OfJob(Board board, CommittedStep step, Moment start, bool isFixed)
    {
        Interval during = step.At(start);
        var range = new Interval(Moment.Min(step.Promise.From, during.From), Moment.Max(step.Promise.To, during.To));
        if (isFixed) return step with { Promise = range, EarliestStart = start, LatestStart = start };
        int day = board.Clock.DayOf(start);
        Moment earliest = Moment.Max(range.From, board.Clock.StartOf(day)), latest = Moment.Min(range.To - step.Duration, board.Clock.StartOf(day + 1) - new Seconds(1));
        if (step.Site is { } site && board.Sites.TryGetValue(site, out SiteEntry? entry)) (earliest, latest) = entry.WhileOpen(during, earliest, latest);
        return step with { Promise = range, EarliestStart = earliest, LatestStart = latest };
    }

    private static Timing? WindowAt(Board board, Service sold, CommittedStep step, Moment start, Moment now)
    {
        var serving = new ServiceStep(step.Name, step.Duration, step.Spread, [], Seconds.Zero, null);
        var between = new Interval(now, board.HorizonEnd);
        var query = new SearchQuery(
            sold with { Steps = [serving] }, null, between, [], [], [], [], [], null, ImpactAllowed.None, 1, 1);
        Interval[]? open = step.Site is { } site && board.Sites.TryGetValue(site, out SiteEntry? entry) ? [.. entry.Stretches()] : null;
        return new PromiseTimes(board, query, between).At(start, [], open);
    }
}
