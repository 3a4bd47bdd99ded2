using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Makes moves on a board: by the same code when an optimiser looks for what pays and when a planner decides, on the board of that moment, whether it
/// still does. Everything is looked at anew: what may be moved, who may serve it, every promise and every way.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="catalogue">The catalogue, by which jobs that wait are sold.</param>
/// <param name="now">The present.</param>
/// <param name="options">What counts.</param>
public sealed class Rearrangement(Board board, Catalogue catalogue, Moment now, ImprovementOptions options)
{
    private readonly Dictionary<TourKey, Tour> _tours = [];
    private readonly Dictionary<string, (MovedWork Work, TourKey Tour, Commitment Recorded)> _moved = new(StringComparer.Ordinal);
    // However urgent work is, it moves for the sake of the plan as long as its promise is kept.
    private readonly MovableWork _movable = new(board, ThawOf(board, now), PriorityClass.Urgent, null, new HashSet<string>());

    /// <summary>Moves that have been tried, and what they come to.</summary>
    internal sealed record Trial(long Gain, Dictionary<TourKey, Tour> Tours, List<(MovedWork Work, TourKey Tour, Commitment Recorded)> Moved);

    /// <summary>Before that everything is frozen.</summary>
    internal Moment Thaw { get; } = ThawOf(board, now);

    /// <summary>Makes moves together, or none of them.</summary>
    /// <returns>What that makes the plan cheaper, in <see cref="CostUnits"/>; null when they are not possible, and nothing was made.</returns>
    public long? Make(ImmutableArray<WorkMove> moves)
    {
        if (Try(moves) is not { } trial) return null;
        Keep(trial);
        return trial.Gain;
    }

    /// <summary>What the moves made so far come to: each piece of work as it is agreed now, and each tour once.</summary>
    public ImmutableArray<Change> Changes() =>
    [
        .. _moved.Values.OrderBy(one => one.Work.Commitment.Id, StringComparer.Ordinal).Select(one => new CommitmentRecorded(one.Recorded)),
        .. _tours.OrderBy(tour => tour.Key.Resource, StringComparer.Ordinal).ThenBy(tour => tour.Key.PeriodStart).Select(tour => tour.Value.ToChange(tour.Key.Resource)),
    ];

    /// <summary>The work of a stop where it may be moved.</summary>
    internal MovedWork? WorkOf(in TourStop stop) => MovedWork.Of(board, _movable, stop, Thaw);

    /// <summary>What it is reckoned to cost that somebody else serves some work, or on another day, in <see cref="CostUnits"/>.</summary>
    internal long TroubleOf(MovedWork work) =>
        (long)(CostUnits.Of(work.Commitment.IsJob ? board.Settings.InstabilityRates.Backlog : board.Settings.InstabilityRates.Told) * options.Stability);

    /// <summary>What leaving a job waiting costs, in <see cref="CostUnits"/>.</summary>
    internal long CostOfWaiting(Commitment job) => WaitingCosts.Of(board, job, now, options);

    /// <summary>What a tour costs, in <see cref="CostUnits"/>: the work of its stops and its road.</summary>
    internal long CostOf(Tour tour)
    {
        (long seconds, long metres) = (tour.Return.Time.Value, tour.Return.Distance.Value);
        foreach (TourStop stop in tour.Stops)
        {
            seconds += stop.Leg.Time.Value + stop.Duration.Value;
            metres += stop.Leg.Distance.Value;
        }
        return CostUnits.Of(seconds, metres, board.ResourceOf(tour.Resource).Resource.Rates);
    }

    /// <summary>The tour some work stands in now; null where it waits.</summary>
    internal TourKey? TourOf(string commitment)
    {
        if (_moved.TryGetValue(commitment, out var moved)) return moved.Tour;
        return board.Commitments.TryGetValue(commitment, out CommitmentEntry entry) && board.Find(entry.Commitment, 0) is { Tour: var tour } ? KeyOf(tour) : null;
    }

    /// <summary>Tries moves, and makes none.</summary>
    internal Trial? Try(ImmutableArray<WorkMove> moves)
    {
        var trial = new Trial(0, [], []);
        long gain = 0;
        var leaving = new List<(MovedWork Work, WorkMove Move, TourKey? From)>();
        foreach (WorkMove move in moves)
        {
            if (Take(trial, move.Commitment, ref gain) is not { } taken) return null;
            leaving.Add((taken.Work, move, taken.From));
        }
        foreach ((MovedWork work, WorkMove move, TourKey? from) in leaving)
        {
            if (!Put(trial, work, move)) return null;
            if (from is { } left && left != trial.Moved[^1].Tour) gain -= TroubleOf(work);
        }
        foreach ((TourKey key, Tour tour) in trial.Tours) gain += CostOf(TourOf(key)!) - CostOf(tour);
        return trial with { Gain = gain };
    }

    /// <summary>Makes moves that were tried on the present state.</summary>
    internal void Keep(Trial trial)
    {
        foreach ((TourKey key, Tour tour) in trial.Tours) _tours[key] = tour;
        foreach ((MovedWork work, TourKey tour, Commitment recorded) in trial.Moved) _moved[work.Commitment.Id] = (work, tour, recorded);
    }

    /// <summary>Takes work out of the tour it stands in, or from those who wait.</summary>
    private (MovedWork Work, TourKey? From)? Take(Trial trial, string id, ref long gain)
    {
        if (_moved.TryGetValue(id, out var before)) return Remove(trial, before.Tour, id) ? (before.Work, before.Tour) : null;
        if (!board.Commitments.TryGetValue(id, out CommitmentEntry entry)) return null;
        if (entry.Commitment.State == CommitmentState.Waiting)
        {
            if (MovedWork.OfWaiting(board, catalogue, entry.Commitment, Thaw) is not { } waiting) return null;
            gain += CostOfWaiting(entry.Commitment);
            return (waiting, null);
        }
        if (board.Find(entry.Commitment, 0) is not { } standing || WorkOf(standing.Stop) is not { } work) return null;
        TourKey key = KeyOf(standing.Tour);
        return Remove(trial, key, id) ? (work, key) : null;
    }

    private bool Remove(Trial trial, TourKey key, string id)
    {
        if (Current(trial, key) is not { } tour || tour.IndexOf(id, 0) is not (>= 0 and var index)) return false;
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        Pace pace = resource.PaceFrom(board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index));
        Leg across = pace.Over(board.Places.Metres(tour.PlaceBefore(index), tour.PlaceAt(index + 1), resource.Detour));
        trial.Tours[key] = TourEditing.Remove(tour, index, across, now);
        return true;
    }

    private bool Put(Trial trial, MovedWork work, WorkMove move)
    {
        var key = new TourKey(move.Resource, 0, move.PeriodStart);
        if (board.FindResource(move.Resource) is not { } resource || !work.MayBeServedBy(resource) || Current(trial, key) is not { } tour) return false;
        (Moment earliest, Moment latest) = work.Commitment.IsJob
            ? (Moment.Max(work.Earliest, move.EarliestStart), Moment.Min(work.Latest, move.LatestStart))
            : (work.Commitment.Steps[0].EarliestStart, work.Commitment.Steps[0].LatestStart);
        if (earliest > latest) return false;
        TourStop frozen = work.AsStop(Moment.Max(earliest, Thaw), latest);
        if (CheapestInsertion.Into(board, resource, tour, frozen, work.Point, now) is not { } at) return false;
        // From now on it slides inside all of its promise.
        trial.Tours[key] = at.Tour with { Stops = at.Tour.Stops.SetItem(at.Index, at.Stop with { Earliest = earliest }) };
        trial.Moved.Add((work, key, work.ServedBy(resource, at, earliest, latest)));
        return true;
    }

    private Tour? Current(Trial trial, TourKey key) => trial.Tours.GetValueOrDefault(key) ?? TourOf(key);

    private Tour? TourOf(TourKey key)
    {
        if (_tours.TryGetValue(key, out Tour? changed)) return changed;
        if (board.FindResource(key.Resource) is not { } resource) return null;
        WorkingPeriod? period = resource.Periods.FirstOrDefault(period => period.Span.From == key.PeriodStart);
        return period is null ? null : board.ToursOf(period.Day).FirstOrDefault(tour => tour.Resource == resource.Number && tour.Unit == key.Unit && tour.Period == period);
    }

    private static Moment ThawOf(Board board, Moment now) => Moment.Max(now + new Seconds(1), now + board.Settings.FreezeHorizon);

    /// <summary>What names a tour.</summary>
    internal TourKey KeyOf(Tour tour) => new(board.ResourceOf(tour.Resource).Resource.Id, tour.Unit, tour.Period.Span.From);
}
