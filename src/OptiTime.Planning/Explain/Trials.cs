using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Explain;

/// <summary>Tries a role at every position of a resource's tours. The starts of its attempts are those at which the resource is taken.</summary>
/// <param name="board">The board.</param>
/// <param name="query">The query.</param>
/// <param name="asked">The role.</param>
/// <param name="chain">The checks of the role: where and when it can be played.</param>
/// <param name="now">The present.</param>
internal sealed class Trials(Board board, SearchQuery query, AskedRole asked, CheckChain chain, Moment now)
{
    /// <summary>Every promise at every position, spot by spot and day by day.</summary>
    internal IEnumerable<Trial> All(ResourceEntry entry)
    {
        var attempts = new Attempts(board, entry, asked.Length, now);
        foreach (Spot spot in chain.SpotsFor(entry))
        {
            foreach (Tour tour in attempts.ToursIn(chain.Between))
            {
                foreach (Timing timing in chain.TimingsAt(spot))
                {
                    Moment earliest = timing.Earliest + asked.Offset, latest = timing.Latest + asked.Offset;
                    if (latest < tour.Period.Span.From || earliest >= tour.Period.Span.To) continue;
                    foreach (Attempt attempt in attempts.In(tour, spot.Point, earliest, latest)) yield return new Trial(attempt, timing, spot, RankOf(entry, attempt));
                }
            }
        }
    }

    /// <summary>Every position at one start of the step; of several sites those that are open then.</summary>
    internal IEnumerable<Trial> At(ResourceEntry entry, Moment start)
    {
        var attempts = new Attempts(board, entry, asked.Length, now);
        Moment taken = start + asked.Offset;
        (Spot Spot, Timing? Timing)[] spots = [.. chain.SpotsFor(entry).Select(spot => (spot, chain.TimingOf(spot, start)))];
        bool isAnyOpen = spots.Any(one => one.Timing is not null);
        return from one in spots
               where !isAnyOpen || one.Timing is not null
               from tour in attempts.ToursIn(new Interval(taken, taken + new Seconds(1)))
               from attempt in attempts.In(tour, one.Spot.Point, taken, taken)
               select new Trial(attempt, one.Timing ?? new Timing(new Interval(start, start), start, start), one.Spot, RankOf(entry, attempt));
    }

    /// <summary>The cheapest possible attempt at one start, or the one that misses it by the least; null where no tour could hold it.</summary>
    internal Trial? Best(ResourceEntry entry, Moment start) => At(entry, start).MinBy(trial => (trial.Attempt.Missing.Value, trial.Rank));

    /// <summary>What an attempt adds to what the work costs in any case.</summary>
    private long RankOf(ResourceEntry entry, Attempt attempt) =>
        CostUnits.Of(attempt.Difference.Time.Value, attempt.Difference.Distance.Value, entry.Resource.Rates)
        + CostUnits.Of(query.Opportunity?.Of(entry.Resource, attempt.Tour.Period.Day, asked.Step.Duration) ?? Money.Zero);
}
