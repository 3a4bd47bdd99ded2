using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>What room is made for.</summary>
/// <param name="Work">It as a commitment, so that it can stand on a board; its one assignment is to be found.</param>
/// <param name="Step">Its step as sold.</param>
/// <param name="Point">Where it is done, when somebody travels to the customer's; null otherwise.</param>
/// <param name="Newly">The same as a place that the board does not know yet; null where it does.</param>
internal sealed record Asked(Commitment Work, ServiceStep Step, Location? Point, Place? Newly = null);

/// <summary>
/// Makes room by bounded ejection chains (Glover 1996, "Ejection chains, reference structures and alternating path methods for traveling salesman
/// problems"): stops give up their place, and each is settled elsewhere inside its promise; where there is no free place, by ejecting others in turn, at
/// most <see cref="MostMoves"/> in all. A backlog job that finds no place waits again, while somebody could still do it before it is due. Every step is
/// tried on boards of its own, in one order: the same board gives the same moves.
/// </summary>
/// <param name="newcomer">The id of what room is made for: it stays where it was put.</param>
/// <param name="thaw">What starts before is frozen, and nothing is moved there.</param>
/// <param name="asker">How urgent it is for whom room is made.</param>
/// <param name="only">Nothing but these may be moved; null for any.</param>
/// <param name="now">The present.</param>
/// <param name="budget">About how many positions the work may be worth.</param>
internal sealed class RoomMaker(string newcomer, Moment thaw, PriorityClass asker, IReadOnlySet<string>? only, Moment now, long budget)
{
    /// <summary>How many pieces of work one offer moves at the most, and how long a chain is.</summary>
    internal const int MostMoves = 3;

    /// <summary>How many places are tried for work whose every place is taken.</summary>
    private const int Branches = 3;

    // Trying a board takes as long as looking at so many positions.
    private const long PositionsATry = 25_000;

    private const int FewestTries = 8, MostTries = 400;

    private const long PositionsToResettle = 50_000;

    private readonly SlotSearch _search = new();
    private readonly HashSet<string> _barred = new(StringComparer.Ordinal);

    /// <summary>The id of what room is made for.</summary>
    internal string Newcomer => newcomer;

    /// <summary>How many more boards may be tried.</summary>
    internal int Tries { get; private set; } = (int)Math.Clamp(budget / PositionsATry, FewestTries, MostTries);

    /// <summary>The work that found no place in the last attempt.</summary>
    internal string? Stuck { get; private set; }

    /// <summary>Of those who left first the one that found no place in the last attempt.</summary>
    internal Commitment? Unplaced { get; private set; }

    /// <summary>What may be moved on a board, beside what has been.</summary>
    internal MovableWork MovableOn(Arrangement state) =>
        new(state.Board, thaw, asker, only, state.Origins.Keys.Concat(_barred).Append(newcomer).ToHashSet(StringComparer.Ordinal), ofSeveral: true);

    /// <summary>Whether another board may be tried; it is counted.</summary>
    internal bool MayTry() => Tries-- > 0;

    /// <summary>Lets some work stay where it is from now on.</summary>
    internal void Bar(string work) => _barred.Add(work);

    /// <summary>Puts something in the place of some stops, and settles those elsewhere.</summary>
    /// <param name="state">What was arranged so far.</param>
    /// <param name="asked">What room is made for.</param>
    /// <param name="place">Where, and who leaves.</param>
    /// <param name="mayWait">Whether jobs that find no place may wait again.</param>
    /// <param name="depth">How long the chain is with those who leave now.</param>
    /// <returns>The arrangement; null when somebody finds no place, who is then <see cref="Stuck"/>.</returns>
    internal Arrangement? Eject(Arrangement state, Asked asked, in Ejected place, bool mayWait = true, int depth = 1)
    {
        Tour tour = state.Board.ToursOf(place.Day)[place.Tour];
        ResourceEntry resource = state.Board.ResourceOf(tour.Resource);
        var leaving = new List<Commitment>();
        foreach (TourStop stop in tour.Stops.AsSpan(place.First, place.Count))
        {
            Commitment work = state.Board.Commitments[stop.Commitment].Commitment;
            // A job of several may have two steps here.
            if (leaving.Exists(known => known.Id == work.Id)) continue;
            leaving.Add(work);
            state = state.Without(work, now);
        }
        if (Tries-- <= 0 || Settle(state, asked, resource, place.Promise, place.Earliest, place.Latest, place.Target.Point) is not { } settled) return null;
        return SettleAll(settled, leaving, mayWait, depth);
    }

    /// <summary>Finds new places for all that gave up their own.</summary>
    /// <param name="state">What was arranged so far, without them.</param>
    /// <param name="leaving">Those who left.</param>
    /// <param name="mayWait">Whether jobs that find no place may wait again.</param>
    /// <param name="depth">How long the chain is with them.</param>
    /// <returns>The arrangement; null when somebody finds no place, who is then <see cref="Stuck"/>.</returns>
    internal Arrangement? SettleAll(Arrangement state, IEnumerable<Commitment> leaving, bool mayWait = true, int depth = 1)
    {
        // Who was told something is settled first, and who has less time left: jobs can wait.
        foreach (Commitment work in leaving.OrderBy(work => work.IsJob).ThenBy(work => work.Steps[0].Promise.To).ThenBy(work => work.Id, StringComparer.Ordinal))
        {
            if (Resettle(state, work, mayWait, depth) is not { } next)
            {
                Stuck ??= work.Id;
                if (depth == 1) Unplaced = work;
                return null;
            }
            state = next;
        }
        return state;
    }

    /// <summary>Forgets who was stuck.</summary>
    internal void Begin() => (Stuck, Unplaced) = (null, null);

    /// <summary>A new place for work that gave up its own.</summary>
    private Arrangement? Resettle(Arrangement state, Commitment work, bool mayWait, int depth)
    {
        if (Tries-- <= 0) return null;
        return SettleElsewhere(state, work, mayWait, depth)
            ?? (mayWait && work.IsJob && CanWait(state.Board, work, thaw) ? state.With([new CommitmentRecorded(JobDecisions.PutBack(work))]) : null);
    }

    private Arrangement? SettleElsewhere(Arrangement state, Commitment work, bool mayWait, int depth)
    {
        // A job of several waits until a whole group is looked for again.
        if (work.Steps is not [{ Assignments: [{ Role.IsForTheStep: true }] }]) return null;
        Asked asked = Resettling.AskedBy(state.Board, work);
        SearchQuery query = Resettling.QueryOf(work, asked, thaw, PositionsToResettle) with { Refuse = Lent(state.Board) };
        // Where some of a kind come with others, whoever is free may not come alone.
        if (SlotSearch.NeedsGroup(state.Board, query.Service)) return null;
        if (_search.FindOffers(state.Board, query, now, CancellationToken.None).Offers is [{ Steps: [var step] }, ..]
            && state.Board.FindResource(JobSearch.ResourceOf(step)) is { } free
            && Settle(state, asked, free, step.Promise, step.EarliestStart, step.LatestStart, Resettling.PointFor(state.Board, free, asked)) is { } settled) return settled;
        // A job that another has to wait for could wait itself.
        return EjectOthers(state, asked, query, mayWait && !work.IsJob, depth);
    }

    private Arrangement? EjectOthers(Arrangement state, Asked asked, SearchQuery query, bool mayWait, int depth)
    {
        if (depth >= MostMoves || state.Origins.Count >= MostMoves) return null;
        long positions = PositionsToResettle;
        int room = MostMoves - state.Origins.Count;
        foreach (Ejected place in _search.FindEjections(state.Board, query, now, MovableOn(state), ref positions).Where(place => place.Count <= room).Take(Branches).ToList())
        {
            if (Eject(state, asked, place, mayWait, depth + 1) is { } settled) return settled;
        }
        return null;
    }

    /// <summary>Puts work into the tours of a resource; null where it has no room there after all.</summary>
    private Arrangement? Settle(Arrangement state, Asked asked, ResourceEntry resource, Interval promise, Moment earliest, Moment latest, Location? point)
    {
        return Resettling.Settle(state.Board, asked, resource, promise, earliest, latest, point, now) is { } settled
            ? state.With([settled.Work, settled.Tour], asked.Newly) : null;
    }

    /// <summary>Whether for everybody who does a job somebody works long enough before it is due, whatever is planned by then.</summary>
    /// <param name="board">The board.</param>
    /// <param name="job">The job, as it is planned.</param>
    /// <param name="thaw">What starts before is frozen.</param>
    internal static bool CanWait(Board board, Commitment job, Moment thaw)
    {
        Interval range = job.Steps[0].Promise;
        var between = new Interval(Moment.Max(range.From, thaw), range.To);
        return job.Steps.All(step => step.Assignments.All(who => Works(board, step, who, between)));
    }

    private static bool Works(Board board, CommittedStep step, Assignment who, Interval between)
    {
        ImmutableArray<string> sites = step.Site is { } site ? [site] : [];
        Seconds taken = who.Role.Occupies(step.At(step.EarliestStart)).Length;
        foreach (ResourceEntry entry in board.Resources)
        {
            // Who would come now and could come again counts, whatever comes with them.
            if (entry.Territory is not null) continue;
            if (entry.Resource.Id != who.Resource && (!entry.Requirements.IsEmpty || !Eligibility.Fits(entry.Resource, who.Role, sites))) continue;
            if (entry.Periods.Any(period => period.Span.Intersect(between).Length >= taken)) return true;
        }
        return false;
    }

    /// <summary>What others lend, who lend nobody to serve alone.</summary>
    private static ImmutableArray<string> Lent(Board board) =>
        [.. board.Table.Slots.Where(entry => entry?.Territory is not null).Select(entry => entry!.Resource.Id)];
}
