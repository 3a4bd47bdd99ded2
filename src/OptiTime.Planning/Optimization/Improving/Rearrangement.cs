using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

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
    /// <summary>By how much work of today may be earlier or later without anybody noticing.</summary>
    private static readonly Seconds Unnoticed = Seconds.FromMinutes(15);

    private readonly Dictionary<TourKey, Tour> _tours = [];
    private readonly Dictionary<string, Moved> _moved = new(StringComparer.Ordinal);
    private readonly GroupSearch _groups = new();
    private Board? _current;

    /// <summary>Work that has another place.</summary>
    /// <param name="Recorded">It as it is agreed there.</param>
    /// <param name="At">Where each part of it stands.</param>
    /// <param name="IsGroup">Whether it went there as a group: then it stays there for now, since who serves it may be fewer or more than before.</param>
    internal sealed record Moved(Commitment Recorded, ImmutableArray<StandingPart> At, bool IsGroup);

    /// <summary>Where a part of some work stands: in which tour, and of which of its steps it is a part.</summary>
    internal readonly record struct StandingPart(TourKey Tour, int Step);

    /// <summary>Moves that have been tried, and what they come to.</summary>
    internal sealed record Trial(long Gain, Dictionary<TourKey, Tour> Tours, List<Moved> Moved);

    /// <summary>Before that everything is frozen.</summary>
    internal Moment Thaw { get; } = ThawOf(board, now);

    /// <summary>What somebody serves alone and may be moved: however urgent it is, it moves for the sake of the plan as long as its promise is kept.</summary>
    internal MovableWork Movable { get; } = new(board, ThawOf(board, now), PriorityClass.Urgent, null, new HashSet<string>());

    /// <summary>The board with all moves made so far.</summary>
    internal Board Current => _current ??= _moved.Count == 0 ? board : board.Assuming(Changes(), [], board.Version, board.At);

    /// <summary>Makes moves together, or none of them.</summary>
    /// <returns>What that makes the plan cheaper, in <see cref="CostUnits"/>; null when they are not possible, and nothing was made.</returns>
    public long? Make(ImmutableArray<WorkMove> moves)
    {
        if (Try(moves) is not { } trial) return null;
        Keep(trial);
        return trial.Gain;
    }

    /// <summary>What the moves made so far come to: each piece of work as it is agreed now, and each tour once.</summary>
    public ImmutableArray<Change> Changes() => ChangesOf(_moved.Values, _tours);

    /// <summary>The work of a stop where it may be moved by itself.</summary>
    internal MovedWork? WorkOf(in TourStop stop) => MovedWork.Of(board, Movable, stop, Thaw);

    /// <summary>Work that may be moved by itself; null where it may not, or is not there.</summary>
    internal MovedWork? WorkOf(string id)
    {
        if (WentAsGroup(id) || !board.Commitments.TryGetValue(id, out CommitmentEntry entry)) return null;
        if (entry.Commitment.State == CommitmentState.Waiting) return MovedWork.OfWaiting(board, catalogue, entry.Commitment, Thaw);
        return board.Find(entry.Commitment, 0) is { } standing ? WorkOf(standing.Stop) : null;
    }

    /// <summary>Work that may be moved as a group; null where it may not, or is not there.</summary>
    internal MovedGroup? GroupOf(string id) =>
        !WentAsGroup(id) && board.Commitments.TryGetValue(id, out CommitmentEntry entry) ? MovedGroup.Of(board, catalogue, entry.Commitment, Thaw) : null;

    /// <summary>What it is reckoned to cost that somebody else serves some work, or at another time that is noticed, in <see cref="CostUnits"/>.</summary>
    internal long TroubleOf(Commitment work) =>
        (long)(CostUnits.Of(work.IsJob ? board.Settings.InstabilityRates.Backlog : board.Settings.InstabilityRates.Told) * options.Stability);

    /// <summary>What leaving a job waiting costs, in <see cref="CostUnits"/>.</summary>
    internal long CostOfWaiting(Commitment job) => WaitingCosts.Of(board, catalogue, job, now, options);

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

    /// <summary>The tour some work stands in now that somebody serves alone; null where it waits.</summary>
    internal TourKey? TourOf(string commitment)
    {
        if (_moved.TryGetValue(commitment, out Moved? moved)) return moved.At[0].Tour;
        return board.Commitments.TryGetValue(commitment, out CommitmentEntry entry) && board.Find(entry.Commitment, 0) is { Tour: var tour } ? KeyOf(tour) : null;
    }

    /// <summary>What names a tour.</summary>
    internal TourKey KeyOf(Tour tour) => new(board.ResourceOf(tour.Resource).Resource.Id, tour.Unit, tour.Period.Span.From);

    /// <summary>Tries moves, and makes none.</summary>
    internal Trial? Try(ImmutableArray<WorkMove> moves)
    {
        var trial = new Trial(0, [], []);
        long gain = 0;
        var leaving = new List<Leaving>();
        foreach (WorkMove move in moves)
        {
            if (Take(trial, move) is not { } taken) return null;
            if (taken.From.IsEmpty) gain += CostOfWaiting(taken.Work);
            leaving.Add(taken);
        }
        foreach (Leaving one in leaving)
        {
            if (Put(trial, one) is not { } placed) return null;
            trial.Moved.Add(placed);
            // Alone in the same tour is where it was, at another position; those who come together are told another time.
            if (!one.From.IsEmpty && (one.Group is not null || one.From[0] != placed.At[0])) gain -= TroubleOf(one.Work);
        }
        foreach ((TourKey key, Tour tour) in trial.Tours)
        {
            Tour before = TourOf(key)!;
            if (!KeepsFrozen(before, tour)) return null;
            gain += CostOf(before) - CostOf(tour) - TroubleOfTimes(trial, before, tour);
        }
        return trial with { Gain = gain };
    }

    /// <summary>What it is reckoned to cost that whoever stays in a tour of today is served noticeably earlier or later: of other days nobody knows the minute yet.</summary>
    private long TroubleOfTimes(Trial trial, Tour before, Tour after)
    {
        if (before.Period.Day != board.Days.DayOf(now)) return 0;
        // Those who come together are told another time anyhow.
        HashSet<string> groups = [.. trial.Moved.Where(moved => moved.IsGroup).Select(moved => moved.Recorded.Id)];
        long trouble = 0;
        foreach (TourStop stop in after.Stops)
        {
            int index = before.IndexOf(stop.Commitment, stop.Step);
            if (index < 0 || Math.Abs((stop.Start - before.Stops[index].Start).Value) <= Unnoticed.Value) continue;
            if (board.Commitments.TryGetValue(stop.Commitment, out CommitmentEntry entry) && !groups.Contains(stop.Commitment)) trouble += TroubleOf(entry.Commitment);
        }
        return trouble;
    }

    /// <summary>Makes moves that were tried on the present state.</summary>
    internal void Keep(Trial trial)
    {
        foreach ((TourKey key, Tour tour) in trial.Tours) _tours[key] = tour;
        foreach (Moved moved in trial.Moved) _moved[moved.Recorded.Id] = moved;
        _current = null;
    }

    /// <summary>Work that has left its tours, with the move it is to make: alone or as a group.</summary>
    private sealed record Leaving(WorkMove Move, MovedWork? Alone, MovedGroup? Group, ImmutableArray<StandingPart> From)
    {
        internal Commitment Work => Alone?.Commitment ?? Group!.Commitment;
    }

    /// <summary>Takes work out of the tours it stands in, or from those who wait.</summary>
    private Leaving? Take(Trial trial, WorkMove move)
    {
        (MovedWork? alone, MovedGroup? group) = move is TourMove ? (WorkOf(move.Commitment), null) : ((MovedWork?)null, GroupOf(move.Commitment));
        if ((alone?.Commitment ?? group?.Commitment) is not { } work || PartsOf(work) is not { } parts) return null;
        foreach (StandingPart part in parts)
        {
            if (!Remove(trial, part, work.Id)) return null;
        }
        return new Leaving(move, alone, group, parts);
    }

    /// <summary>Where all parts of some work stand: nowhere while it waits. Null where one cannot be found.</summary>
    private ImmutableArray<StandingPart>? PartsOf(Commitment work)
    {
        if (_moved.TryGetValue(work.Id, out Moved? moved)) return moved.At;
        var parts = ImmutableArray.CreateBuilder<StandingPart>();
        for (int step = 0; step < work.Steps.Length; step++)
        {
            for (int assignment = 0; assignment < work.Steps[step].Assignments.Length; assignment++)
            {
                if (board.Find(work, step, assignment) is not { } standing) return null;
                parts.Add(new StandingPart(KeyOf(standing.Tour), step));
            }
        }
        return parts.DrainToImmutable();
    }

    private bool Remove(Trial trial, StandingPart part, string id)
    {
        if (TourIn(trial, part.Tour) is not { } tour || tour.IndexOf(id, part.Step) is not (>= 0 and var index)) return false;
        // It may have moved up into what is frozen since others left the tour.
        if (tour.Stops[index].Start < Thaw) return false;
        trial.Tours[part.Tour] = TourEditing.Remove(tour, index, Vacancy.Across(board, board.ResourceOf(tour.Resource), tour, index), now);
        return true;
    }

    private Moved? Put(Trial trial, Leaving one) =>
        one.Alone is { } alone ? Put(trial, alone, (TourMove)one.Move) : Put(trial, one.Group!, (GroupMove)one.Move);

    private Moved? Put(Trial trial, MovedWork work, TourMove move)
    {
        if (board.FindResource(move.Resource) is not { } resource || !work.MayBeServedBy(resource) || TourIn(trial, move.Tour) is not { } tour) return null;
        (Moment earliest, Moment latest) = work.Commitment.IsJob
            ? (Moment.Max(work.Earliest, move.EarliestStart), Moment.Min(work.Latest, move.LatestStart))
            : (work.Commitment.Steps[0].EarliestStart, work.Commitment.Steps[0].LatestStart);
        if (earliest > latest) return null;
        TourStop frozen = work.AsStop(Moment.Max(earliest, Thaw), latest);
        if (CheapestInsertion.Into(board, resource, tour, frozen, work.Point, now) is not { } at) return null;
        // From now on it slides inside all of its promise.
        trial.Tours[move.Tour] = at.Tour with { Stops = at.Tour.Stops.SetItem(at.Index, at.Stop with { Earliest = earliest }) };
        return new Moved(work.ServedBy(resource, at, earliest, latest), [new StandingPart(move.Tour, 0)], IsGroup: false);
    }

    private Moved? Put(Trial trial, MovedGroup group, GroupMove move)
    {
        if (group.Allowed(move) is not { } steps) return null;
        string id = group.Commitment.Id;
        Board there = Current.Assuming(ChangesOf(trial.Moved, trial.Tours), [], board.Version, board.At);
        if (_groups.Fit(there, group.Service, steps, group.Place, id, now, out GroupPlacement? placement) != Fit.Fits || !group.Takes(board, steps, placement!)) return null;
        var parts = ImmutableArray.CreateBuilder<StandingPart>();
        foreach (Tour tour in placement!.Tours)
        {
            trial.Tours[KeyOf(tour)] = tour;
            foreach (int step in Enumerable.Range(0, steps.Length).Where(step => tour.IndexOf(id, step) >= 0))
            {
                // Somebody may have to make ready before.
                if (tour.Stops[tour.IndexOf(id, step)].Start < Thaw) return null;
                parts.Add(new StandingPart(KeyOf(tour), step));
            }
        }
        return new Moved(group.ServedBy(catalogue, steps, placement), parts.DrainToImmutable(), IsGroup: true);
    }

    private bool WentAsGroup(string id) => _moved.TryGetValue(id, out Moved? moved) && moved.IsGroup;

    /// <summary>Whether what is frozen in a tour stays where and when it was.</summary>
    private bool KeepsFrozen(Tour before, Tour after)
    {
        for (int index = 0; index < before.Stops.Length && before.Stops[index].Start < Thaw; index++)
        {
            if (index >= after.Stops.Length || WhatAndWhen(before, index) != WhatAndWhen(after, index)) return false;
        }
        return true;
    }

    private static (PackedId, int, Moment) WhatAndWhen(Tour tour, int index) => (tour.Stops[index].Key, tour.Stops[index].Step, tour.Stops[index].Start);

    private Tour? TourIn(Trial trial, TourKey key) => trial.Tours.GetValueOrDefault(key) ?? TourOf(key);

    private Tour? TourOf(TourKey key)
    {
        if (_tours.TryGetValue(key, out Tour? changed)) return changed;
        if (board.FindResource(key.Resource) is not { } resource) return null;
        WorkingPeriod? period = resource.Periods.FirstOrDefault(period => period.Span.From == key.PeriodStart);
        return period is null ? null : board.ToursOf(period.Day).FirstOrDefault(tour => tour.Resource == resource.Number && tour.Unit == key.Unit && tour.Period == period);
    }

    private static ImmutableArray<Change> ChangesOf(IEnumerable<Moved> moved, Dictionary<TourKey, Tour> tours) =>
    [
        .. moved.OrderBy(one => one.Recorded.Id, StringComparer.Ordinal).Select(one => new CommitmentRecorded(one.Recorded)),
        .. tours.OrderBy(tour => tour.Key.Resource, StringComparer.Ordinal).ThenBy(tour => tour.Key.Unit).ThenBy(tour => tour.Key.PeriodStart)
            .Select(tour => tour.Value.ToChange(tour.Key.Resource)),
    ];

    private static Moment ThawOf(Board board, Moment now) => Moment.Max(now + new Seconds(1), now + board.Settings.FreezeHorizon);
}
