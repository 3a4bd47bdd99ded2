using OptiTime.Planning.Boards;

namespace OptiTime.Planning.Search.Groups;

/// <content>One step: the cheapest group for every promise.</content>
internal sealed partial class GroupSearch
{
    private readonly List<int> _leading = [], _touching = [];
    private readonly HashSet<int> _tried = [];
    private readonly List<Pick> _bestPicks = [];
    private long[] _leastOf = [];
    private long _best;
    private int _bestStart;

    private void SearchStep(Board board, int place, ref Work work)
    {
        WindowSet windows = WindowsOf(0);
        for (int window = 0; window < windows.Count; window++)
        {
            if (!work.MayLookAt(board.Days.DayOf(windows.Promise[window].From))) break;
            long looked = _solver.Looked;
            FindBest(windows.Earliest[window], windows.Latest[window]);
            work.Looked += _solver.Looked - looked;
            // What a search without end would have found may be cheaper: a promise that was not looked at to the end is left out.
            if (_solver.IsOver) break;
            if (_best < long.MaxValue) Note(board, place, _best, [_bestStart], [window], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bestPicks));
        }
        if (_solver.IsOver) work.MayLookAt(board.Days.DayOf(windows.Promise[0].From));
    }

    /// <summary>
    /// Finds the cheapest group that starts from one moment to another. Whatever group serves at some start serves as well at the latest moment up to it
    /// at which somebody's stretch begins, or at the first moment: only those matter. They are looked at by the stretches of one role, the cheapest
    /// first, until even with the cheapest of all others one more could not be cheaper.
    /// </summary>
    private void FindBest(int earliest, int latest)
    {
        (_best, _bestStart) = (long.MaxValue, 0);
        if (earliest == latest)
        {
            TryAt(earliest);
            return;
        }
        if (LeadOver(earliest, latest) is not { } lead) return;
        long floor = 0;
        for (int part = 0; part < _shape.Parts.Length; part++) floor += _leastOf[part] * _shape.Parts[part].Count;
        GroupPool pool = _shape.Parts[lead].Pools[0];
        _tried.Clear();
        foreach (int span in _leading)
        {
            long bound = floor - _leastOf[lead] + pool.Cost[span];
            if (bound >= _best || _solver.IsOver) return;
            int from = Math.Max(earliest, pool.From[span]), to = Math.Min(latest, pool.To[span]);
            TryOnce(from);
            foreach (GroupPool other in _shape.Pools)
            {
                if (other == pool && _shape.Parts[lead].Count == 1) continue;
                TryWhereOthersBegin(other, from, to, bound - LeastIn(other));
            }
        }
    }

    /// <summary>Tries the starts at which the stretches of a pool begin, if a group with one of them could be cheaper than the best.</summary>
    private void TryWhereOthersBegin(GroupPool pool, int from, int to, long boundWithout)
    {
        _touching.Clear();
        pool.Touching(from, to, _touching);
        foreach (int span in _touching)
        {
            if (_solver.IsOver) return;
            if (pool.From[span] > from && boundWithout + pool.Cost[span] < _best) TryOnce(pool.From[span]);
        }
    }

    /// <summary>What one of a pool costs at the least in the bound: nothing where it is there because others require it.</summary>
    private long LeastIn(GroupPool pool)
    {
        for (int part = 0; part < _shape.Parts.Length; part++)
        {
            if (_shape.Parts[part].Pools[0] == pool) return _leastOf[part];
        }
        return 0;
    }

    /// <summary>The role whose costs differ most, with its stretches in the order of their costs; null when some role has nobody.</summary>
    private int? LeadOver(int earliest, int latest)
    {
        if (_leastOf.Length < _shape.Parts.Length) _leastOf = new long[_shape.Parts.Length];
        (int lead, long widest) = (0, -1);
        for (int part = 0; part < _shape.Parts.Length; part++)
        {
            GroupPool pool = _shape.Parts[part].Pools[0];
            _touching.Clear();
            pool.Touching(earliest, latest, _touching);
            if (_touching.Count < _shape.Parts[part].Count) return null;
            (long least, long most) = (long.MaxValue, long.MinValue);
            foreach (int span in _touching) (least, most) = (Math.Min(least, pool.Cost[span]), Math.Max(most, pool.Cost[span]));
            _leastOf[part] = least;
            if (most - least <= widest) continue;
            (lead, widest) = (part, most - least);
            _leading.Clear();
            _leading.AddRange(_touching);
        }
        GroupPool leading = _shape.Parts[lead].Pools[0];
        _leading.Sort((left, right) => leading.Cost[left] != leading.Cost[right] ? leading.Cost[left].CompareTo(leading.Cost[right]) : leading.From[left].CompareTo(leading.From[right]));
        return lead;
    }

    private void TryOnce(int start)
    {
        if (_tried.Add(start)) TryAt(start);
    }

    private void TryAt(int start)
    {
        if (!_solver.TrySolve([start], _best)) return;
        (_best, _bestStart) = (_solver.Best, start);
        _bestPicks.Clear();
        _bestPicks.AddRange(_solver.Picks);
    }
}
