using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Moves what is no single stop of one route: a group is taken out whole and put back where it is cheapest by the search for groups; once where there is room,
/// and once with movable work around counting as room that is dearer, which then is put elsewhere. What pays more than its trouble is a batch.
/// </summary>
internal sealed class Regrouping
{
    private readonly Catalogue _catalogue;
    private readonly Moment _now;
    private readonly ImprovementOptions _options;
    private readonly Rearrangement _state;
    private readonly GroupSearch _search = new();
    private readonly ReplacedWork _replaced;
    private readonly List<MovedGroup> _groups = [];

    /// <summary>Takes jobs that wait, and of the days that are looked at what chance names.</summary>
    internal Regrouping(Board board, Catalogue catalogue, Moment now, ImprovementOptions options, Rearrangement state, BoardRoutes routes, SeededRandom random)
    {
        (_catalogue, _now, _options, _state) = (catalogue, now, options, state);
        _replaced = new ReplacedWork(catalogue, now, state, _search);
        if (options.MostGroups == 0 || routes.FirstDay >= routes.AfterDay) return;
        var looked = new Interval(board.Days.StartOf(routes.FirstDay), board.Days.StartOf(routes.AfterDay));
        IEnumerable<string> waiting = board.Waiting.Take(options.MostWork).Select(job => job.Id).Where(id => board.Commitments[id].Commitment.Steps[0].Promise.Overlaps(looked));
        Take(waiting.Where(id => state.WorkOf(id) is null), (options.MostGroups + 1) / 2);
        Take(Shuffled(Standing(board, routes), random), options.MostGroups);
        Cost = CostOf(board, [.. routes.Tours.Select(state.KeyOf)]);
    }

    /// <summary>How many pieces of work are looked at.</summary>
    internal int Movable => _groups.Count;

    /// <summary>What the tours cost in which they stand and which are no routes, and that jobs wait, in <see cref="CostUnits"/>.</summary>
    internal long Cost { get; }

    /// <summary>The batches, each made on the state as soon as it is found.</summary>
    internal IEnumerable<(ImmutableArray<WorkMove> Moves, long Gain)> Batches(CancellationToken stop)
    {
        foreach (MovedGroup group in _groups)
        {
            if (stop.IsCancellationRequested) yield break;
            if (Best(group) is not var (moves, trial)) continue;
            _state.Keep(trial);
            yield return (moves, trial.Gain);
        }
    }

    private void Take(IEnumerable<string> ids, int most)
    {
        foreach (string id in ids)
        {
            if (_groups.Count >= most) return;
            if (_state.GroupOf(id) is { } group) _groups.Add(group);
        }
    }

    /// <summary>What stands on the days that are looked at and is moved by no search over tours.</summary>
    private List<string> Standing(Board board, BoardRoutes routes)
    {
        var ids = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (int day = routes.FirstDay; day < routes.AfterDay; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                bool isRoute = board.ResourceOf(tour.Resource) is { IsMobile: true, Requirements.IsEmpty: true };
                foreach (TourStop stop in tour.Stops)
                {
                    if (stop.Start >= _state.Thaw && !(isRoute && _state.WorkOf(stop) is not null) && stop.Commitment is var id && known.Add(id)) ids.Add(id);
                }
            }
        }
        return ids;
    }

    /// <summary>In an order that chance makes (Fisher and Yates 1938).</summary>
    private static List<string> Shuffled(List<string> ids, SeededRandom random)
    {
        for (int last = ids.Count - 1; last > 0; last--)
        {
            int other = random.Below(last + 1);
            (ids[last], ids[other]) = (ids[other], ids[last]);
        }
        return ids;
    }

    private long CostOf(Board board, HashSet<TourKey> counted)
    {
        long cost = 0;
        foreach (Commitment work in _groups.Select(group => group.Commitment))
        {
            if (work.State == CommitmentState.Waiting) cost += _state.CostOfWaiting(work);
            for (int step = 0; step < work.Steps.Length; step++)
            {
                for (int who = 0; who < work.Steps[step].Assignments.Length; who++)
                {
                    if (board.Find(work, step, who) is { Tour: var tour } && counted.Add(_state.KeyOf(tour))) cost += _state.CostOf(tour);
                }
            }
        }
        return cost;
    }

    /// <summary>The moves that make most of a group; null where nothing pays.</summary>
    private (ImmutableArray<WorkMove> Moves, Rearrangement.Trial Trial)? Best(MovedGroup group)
    {
        Board without = Without(_state.Current, group.Commitment.Id);
        (GroupChance Chance, long Rank)? free = _search.FindCheapest(without, group.Query(), group.Told, group.Targets, _now, null);
        (ImmutableArray<WorkMove>, Rearrangement.Trial)? best = free is { } there ? Try([group.MoveTo(without, there.Chance)], Batching.Least) : null;
        (GroupChance Chance, long Rank)? chance = _search.FindCheapest(without, group.Query(), group.Told, group.Targets, _now, _state.Movable);
        if (chance is not { } taken || taken.Rank >= (free?.Rank ?? long.MaxValue) || WithRoomMade(without, group, taken.Chance) is not { } moves) return best;
        return Try(moves, Math.Max(Batching.Least, best?.Item2.Gain + 1 ?? 0)) ?? best;
    }

    private (ImmutableArray<WorkMove>, Rearrangement.Trial)? Try(ImmutableArray<WorkMove> moves, long least) =>
        _state.Try(moves) is { } trial && trial.Gain >= least ? (moves, trial) : null;

    /// <summary>A group with those who are in its way, who are put elsewhere, the longest first; null where somebody finds no place.</summary>
    private ImmutableArray<WorkMove>? WithRoomMade(Board board, MovedGroup group, GroupChance chance)
    {
        var leaving = new List<Commitment>();
        foreach (Pick pick in chance.Picks)
        {
            if (GroupRoom.InTheWayOf(board, group.Service, chance, pick, _state.Movable, _now) is not { } run) return null;
            foreach (string id in run)
            {
                leaving.Add(board.Commitments[id].Commitment);
                board = Without(board, id);
            }
        }
        if (leaving.Count >= _options.MostMoves) return null;
        GroupMove first = group.MoveTo(board, chance);
        ImmutableArray<WorkMove> moves = [first];
        if (GroupPlacement.Of(board, group.Service.Steps, chance.Targets, chance.Picks.AsSpan(), chance.Choices.AsSpan(), group.Commitment.Id, _now) is not { } placed)
            return null;
        board = ReplacedWork.With(board, group.ServedBy(_catalogue, first.Steps, placed), placed.Tours);
        foreach (Commitment work in leaving.OrderByDescending(work => work.Steps[0].Duration).ThenBy(work => work.Id, StringComparer.Ordinal))
        {
            if (_replaced.Put(ref board, work.Id) is not { } move) return null;
            moves = moves.Add(move);
        }
        return moves;
    }

    private Board Without(Board board, string id) =>
        board.Assuming(Vacancy.Tours(board, board.Commitments[id].Commitment, _now), [], board.Version, board.At);
}
