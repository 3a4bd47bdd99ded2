using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Finds the shortest ejection chain for work that has no place: it takes that of another, which takes that of another, until one finds a free place, or
/// jobs that can wait. Chains are paths in a graph whose nodes are pieces of work and whose edges say who could stand in whose place (cyclic transfers:
/// Thompson and Psaraftis 1993; ejection chains: Glover 1996); the shortest by bookings moved, then by what it costs, is found as A* does, since the work that
/// is still without a place will cost somebody's time. No tour is entered twice by one chain, so each edge is tested by itself; only the last one may stay
/// in the tour it was ousted from.
/// </summary>
/// <param name="field">The tours.</param>
/// <param name="scan">Tests positions.</param>
internal sealed class EjectionPaths(RepairField field, RepairScan scan)
{
    /// <summary>How many bookings one chain moves at the most.</summary>
    internal const int MostMoves = 4;

    /// <summary>How many jobs that follow each other give way to one piece of work at the most.</summary>
    private const int MostJobs = 3;

    private readonly long _cheapestSecond = field.Tours.Length == 0 ? 0 : CheapestSecond(field);
    private readonly long _backlog = CostUnits.Of(field.Board.Settings.InstabilityRates.Backlog);
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<RepairItem, Toll> _best = [];
    private readonly HashSet<RepairItem> _settled = [];
    private readonly PriorityQueue<Step, Toll> _queue = new();
    private PriorityClass _asker;
    private int _most, _order;

    /// <summary>What a chain comes to: bookings moved first. The order in which equal ones were found decides between them.</summary>
    private readonly record struct Toll(int Moved, long Rank, int Order) : IComparable<Toll>
    {
        public int CompareTo(Toll other) => Moved != other.Moved ? Moved.CompareTo(other.Moved) : Rank != other.Rank ? Rank.CompareTo(other.Rank) : Order.CompareTo(other.Order);
    }

    /// <summary>Work on a chain that needs a place, and how the one before it takes its own.</summary>
    private readonly record struct Node(RepairItem Item, int Parent, Insertion Via);

    /// <summary>What to look at next: work that needs a place; or, where it is the last of a chain, the place it takes.</summary>
    private readonly record struct Step(Node Node, Insertion End);

    /// <summary>Finds a chain and moves what is on it.</summary>
    /// <param name="item">What needs a place.</param>
    /// <param name="asker">How urgent it is for whom all this happens: more urgent work does not give way.</param>
    /// <param name="most">At most so many bookings are moved.</param>
    /// <returns>Whether there was one; if not, nothing has changed.</returns>
    internal bool TryPlace(RepairItem item, PriorityClass asker, int most)
    {
        (_asker, _most) = (asker, Math.Min(most, MostMoves));
        _nodes.Clear();
        _best.Clear();
        _settled.Clear();
        _queue.Clear();
        _queue.Enqueue(new Step(new Node(item, -1, Insertion.None), Insertion.None), new Toll(0, WorkOf(item), 0));
        while (_queue.TryDequeue(out Step step, out Toll toll) && scan.Left > 0)
        {
            if (step.End.IsPossible) return Apply(step);
            if (!_settled.Add(step.Node.Item)) continue;
            _nodes.Add(step.Node);
            Expand(_nodes.Count - 1, toll);
        }
        return false;
    }

    private void Expand(int at, Toll toll)
    {
        RepairItem item = _nodes[at].Item;
        int others = UntouchedBefore(at);
        for (int slot = 0; slot < field.Tours.Length; slot++)
        {
            RepairTour tour = field.Tours[slot];
            if (IsOnPath(at, slot) || !field.MayTouch(tour.Tour.Resource, others) || !scan.Reach(tour, item)) continue;
            ExpandInto(at, toll, tour, slot);
        }
        if (_nodes[at] is { Parent: >= 0 and var parent, Via: var via } && field.With(field.Tours[via.Slot], _nodes[parent].Item, via) is { } entered)
            Offer(at, toll, scan.Cheapest(entered, via.Slot, item));
    }

    /// <summary>Notes the cheapest free place in a tour, with jobs that wait in its way if need be, and everybody whose place would do.</summary>
    private void ExpandInto(int at, Toll toll, RepairTour tour, int slot)
    {
        RepairItem item = _nodes[at].Item;
        Insertion free = Insertion.None;
        foreach (StartWindow window in item.Windows)
        {
            for (int index = 0; index < tour.Leave.Length && tour.Leave[index] <= window.Latest; index++)
            {
                for (int count = 0; count <= MostJobs && index + count < tour.Leave.Length; count++)
                {
                    if (scan.RankAt(tour, item, window, index, count) is not { } rank) continue;
                    if (count == 1 && field.ItemAt(slot, index) is { IsJob: false } other) Oust(at, toll, other, new Insertion(slot, index, 1, window, rank));
                    if (!AreJobs(slot, index, count)) break;
                    rank += count * _backlog;
                    if (rank < free.Rank) free = new Insertion(slot, index, count, window, rank);
                }
            }
        }
        Offer(at, toll, free);
    }

    private void Oust(int at, Toll toll, RepairItem other, in Insertion via)
    {
        if (!other.IsMovable || other.Class < _asker || toll.Moved + other.Weight > _most || _settled.Contains(other)) return;
        var after = new Toll(toll.Moved + other.Weight, toll.Rank - WorkOf(_nodes[at].Item) + via.Rank + WorkOf(other), ++_order);
        if (_best.TryGetValue(other, out Toll known) && known.CompareTo(after) <= 0) return;
        _best[other] = after;
        _queue.Enqueue(new Step(new Node(other, at, via), Insertion.None), after);
    }

    private void Offer(int at, Toll toll, in Insertion end)
    {
        if (end.IsPossible) _queue.Enqueue(new Step(_nodes[at], end), new Toll(toll.Moved, toll.Rank - WorkOf(_nodes[at].Item) + end.Rank, ++_order));
    }

    private bool AreJobs(int slot, int index, int count)
    {
        for (int other = index; other < index + count; other++)
        {
            if (field.ItemAt(slot, other) is not { IsJob: true, IsMovable: true }) return false;
        }
        return true;
    }

    /// <summary>What work that has no place yet will cost at the least.</summary>
    private long WorkOf(RepairItem item) => item.Duration.Value * _cheapestSecond;

    private static long CheapestSecond(RepairField field)
    {
        long cheapest = long.MaxValue;
        foreach (RepairTour tour in field.Tours) cheapest = Math.Min(cheapest, CostUnits.Of(1, 0, tour.Resource.Resource.Rates));
        return cheapest;
    }

    /// <summary>Whether a chain has entered a tour.</summary>
    private bool IsOnPath(int at, int slot)
    {
        for (; at >= 0; at = _nodes[at].Parent)
        {
            if (_nodes[at].Via.Slot == slot) return true;
        }
        return false;
    }

    /// <summary>How many tours a chain has entered of resources whose tours have not changed yet.</summary>
    private int UntouchedBefore(int at)
    {
        int untouched = 0;
        for (; at >= 0; at = _nodes[at].Parent)
        {
            if (_nodes[at].Via.IsPossible && !field.IsTouched(field.Tours[_nodes[at].Via.Slot].Tour.Resource)) untouched++;
        }
        return untouched;
    }

    /// <summary>Moves everybody on a chain, the first one first.</summary>
    private bool Apply(in Step last)
    {
        var chain = new Stack<(RepairItem Item, Insertion At)>();
        chain.Push((last.Node.Item, last.End));
        for (Node node = last.Node; node.Parent >= 0; node = _nodes[node.Parent]) chain.Push((_nodes[node.Parent].Item, node.Via));
        foreach ((RepairItem item, Insertion at) in chain)
        {
            if (!field.Put(item, at)) throw new InvalidOperationException($"Commitment '{item.Id}' does not fit where it was found to.");
        }
        return true;
    }
}
