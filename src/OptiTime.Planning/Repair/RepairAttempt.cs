using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Repair;

/// <summary>One attempt to put everything back: first into free places, then by chains; the tours are as they were when it begins.</summary>
/// <param name="field">The tours.</param>
/// <param name="scan">Tests positions.</param>
internal sealed class RepairAttempt(RepairField field, RepairScan scan)
{
    /// <summary>How many ways are tried to put something in the place of several at once.</summary>
    private const int RunsTried = 6;

    /// <summary>How many stops in a row give up their place to one piece of work.</summary>
    private const int LongestRun = 3;

    private readonly EjectionPaths _paths = new(field, scan);
    private readonly RepairItem[] _bookings = [.. field.Items.Lost.Where(item => !item.IsJob)];
    private Insertion[] _table = [];

    /// <summary>What was promised and has lost its place, in the order in which it is looked at.</summary>
    internal IReadOnlyList<RepairItem> Bookings => _bookings;

    /// <summary>Puts one after the other where it costs least: what anybody would do by hand.</summary>
    internal void Greedily()
    {
        scan.CountsShifts = false;
        PutWhereCheapest(_bookings);
        scan.CountsShifts = true;
    }

    /// <summary>
    /// Puts that first which would lose most if it had to wait: of the most urgent what differs most between its best tour and its second best (regret:
    /// Potvin and Rousseau 1993).
    /// </summary>
    /// <param name="variation">0 for the costs as they are; other numbers look at them with other errors, which leads elsewhere.</param>
    internal void ByRegret(int variation)
    {
        int slots = field.Tours.Length;
        if (_table.Length == 0) _table = new Insertion[_bookings.Length * slots];
        for (int item = 0; item < _bookings.Length; item++)
        {
            for (int slot = 0; slot < slots; slot++) Look(item, slot, variation);
        }
        var left = Enumerable.Range(0, _bookings.Length).ToList();
        while (left.Count > 0 && Next(left, slots) is { Item: >= 0 } next)
        {
            // The table has the rank with its error; the way is the same.
            field.Put(_bookings[next.Item], next.At);
            left.Remove(next.Item);
            foreach (int item in left) Look(item, next.At.Slot, variation);
        }
    }

    /// <summary>Makes room for what has no place yet, the most urgent first. What is more urgent than that stays where it is.</summary>
    /// <param name="variation">0 for what must begin first before what is as urgent; other numbers take those in other orders: for whom room is made first decides what is left for others.</param>
    internal void ByChains(int variation)
    {
        RepairItem[] order = variation == 0 ? _bookings : [.. InAnotherOrder(variation)];
        // First whatever can be had by moving nobody but those that had lost their place anyway.
        foreach (RepairItem item in order)
        {
            if (item.Slot < 0) _paths.TryPlace(item, item.Class, 0);
        }
        foreach (RepairItem item in order)
        {
            if (item.Slot < 0 && !_paths.TryPlace(item, item.Class, MovesLeft())) TryRuns(item, item.Class);
        }
    }

    /// <summary>Makes room for what would be broken otherwise: then what is more urgent gives way too, inside its promise.</summary>
    internal void ByAnyChains()
    {
        foreach (RepairItem item in _bookings)
        {
            if (item.Slot >= 0 || MovesLeft() <= 0 || !field.Items.Known.Any(other => other.IsMovable && !other.IsJob && other.Class < item.Class)) continue;
            if (!_paths.TryPlace(item, PriorityClass.Urgent, MovesLeft())) TryRuns(item, PriorityClass.Urgent);
        }
    }

    /// <summary>Puts jobs that lost their place, or gave it up, where there is room left; what finds none waits.</summary>
    internal void FillWithJobs() =>
        PutWhereCheapest([.. field.Items.Lost.Where(item => item.IsJob), .. field.Waiting.OrderBy(job => job.Id, StringComparer.Ordinal)]);

    private IEnumerable<RepairItem> InAnotherOrder(int variation) => _bookings.Index()
        .OrderBy(one => one.Item.Work.State == CommitmentState.Held).ThenBy(one => one.Item.Class).ThenBy(one => HashOf(one.Index, 0, variation)).Select(one => one.Item);

    private void PutWhereCheapest(RepairItem[] items)
    {
        foreach (RepairItem item in items)
        {
            Insertion best = Insertion.None;
            for (int slot = 0; slot < field.Tours.Length; slot++)
            {
                RepairTour tour = field.Tours[slot];
                if (field.MayTouch(tour.Tour.Resource) && scan.Cheapest(tour, slot, item) is var found && found.Rank < best.Rank) best = found;
            }
            if (best.IsPossible) field.Put(item, best);
        }
    }

    private int MovesLeft() => (field.Budget.MaximumMoved ?? int.MaxValue) - field.Moved;

    private void Look(int item, int slot, int variation)
    {
        Insertion found = scan.Cheapest(field.Tours[slot], slot, _bookings[item]);
        if (variation > 0 && found.IsPossible) found = found with { Rank = Astray(found.Rank, HashOf(item, slot, variation)) };
        _table[(item * field.Tours.Length) + slot] = found;
    }

    /// <summary>Which is next, and where it goes.</summary>
    private (int Item, Insertion At) Next(List<int> left, int slots)
    {
        (int next, Insertion at, long most, PriorityClass urgent) = (-1, Insertion.None, long.MinValue, PriorityClass.Maintenance);
        foreach (int item in left)
        {
            (Insertion best, long second) = (Insertion.None, long.MaxValue);
            foreach (Insertion found in _table.AsSpan(item * slots, slots))
            {
                if (!found.IsPossible || !field.MayTouch(field.Tours[found.Slot].Tour.Resource)) continue;
                if (found.Rank < best.Rank) (second, best) = (best.Rank, found);
                else second = Math.Min(second, found.Rank);
            }
            if (!best.IsPossible) continue;
            long regret = second == long.MaxValue ? long.MaxValue : second - best.Rank;
            PriorityClass its = _bookings[item].Class;
            if (next >= 0 && (its > urgent || (its == urgent && regret <= most))) continue;
            (next, at, most, urgent) = (item, best, regret, its);
        }
        return (next, at);
    }

    /// <summary>Puts something in the place of several stops in a row, each of which finds another place.</summary>
    private void TryRuns(RepairItem item, PriorityClass asker)
    {
        foreach ((int moved, Insertion run) in RunsFor(item, asker))
        {
            if (scan.Left <= 0) return;
            FieldState before = field.Save();
            RepairItem[] ousted = [.. Enumerable.Range(run.Index, run.Count).Select(index => field.ItemAt(run.Slot, index))];
            if (field.Put(item, run) && ousted.OrderByDescending(one => one.Duration).ThenBy(one => one.Id, StringComparer.Ordinal).All(one => one.IsJob || Resettle(one, asker))) return;
            field.Restore(before);
        }
    }

    private bool Resettle(RepairItem ousted, PriorityClass asker) => _paths.TryPlace(ousted, asker, Math.Min(MovesLeft(), 2));

    private List<(int Moved, Insertion Run)> RunsFor(RepairItem item, PriorityClass asker)
    {
        var runs = new List<(int Moved, Insertion Run)>();
        for (int slot = 0; slot < field.Tours.Length; slot++)
        {
            RepairTour tour = field.Tours[slot];
            if (!field.MayTouch(tour.Tour.Resource) || !scan.Reach(tour, item)) continue;
            foreach (StartWindow window in item.Windows)
            {
                for (int index = 0; index < tour.Leave.Length && tour.Leave[index] <= window.Latest; index++)
                {
                    for (int count = 2; count <= LongestRun && index + count < tour.Leave.Length; count++)
                    {
                        if (scan.RankAt(tour, item, window, index, count) is not { } rank) continue;
                        if (WeightOf(asker, slot, index, count) is { } moved && moved <= MovesLeft()) runs.Add((moved, new Insertion(slot, index, count, window, rank)));
                        break;
                    }
                }
            }
        }
        runs.Sort((left, right) => (left.Moved, left.Run.Rank, left.Run.Slot, left.Run.Index).CompareTo((right.Moved, right.Run.Rank, right.Run.Slot, right.Run.Index)));
        return runs.GetRange(0, Math.Min(RunsTried, runs.Count));
    }

    private int? WeightOf(PriorityClass asker, int slot, int index, int count)
    {
        int moved = 0;
        for (int other = index; other < index + count; other++)
        {
            RepairItem one = field.ItemAt(slot, other);
            if (!one.IsMovable || (!one.IsJob && one.Class < asker)) return null;
            moved += one.IsJob ? 0 : one.Weight;
        }
        return moved;
    }

    private static long Astray(long rank, uint hash) => rank + (Math.Abs(rank) / 1_000 * (hash % 300));

    private static uint HashOf(int item, int slot, int variation)
    {
        // The finishing steps of MurmurHash3: neighbours lead to numbers that have nothing in common.
        uint hash = (((uint)item * 31) + (uint)slot) * 31 + (uint)variation;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
