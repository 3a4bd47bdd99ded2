using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Search;

public sealed partial class SlotSearch
{
    private long[] _bases = [];
    private long[] _lost = [];
    private int[] _priceGroups = [];
    private ResourceTable? _groupsOf;
    private BidPrices? _groupsIn;
    private bool _isAdded;

    /// <summary>Notes what resources cost before any opportunity is lost, and which of them are kept for the same; that stays while board and prices do.</summary>
    private void PrepareOpportunity(Board board, OpportunityCost? cost)
    {
        _isAdded = false;
        if (cost is null) return;
        if (_bases.Length != _resources.Length) _bases = new long[_resources.Length];
        for (int number = 0; number < _resources.Length; number++) _bases[number] = _resources[number].Base;
        if (_groupsOf == board.Table && _groupsIn == cost.Prices) return;
        (_groupsOf, _groupsIn) = (board.Table, cost.Prices);
        // Those the prices do not know are the first: they are kept for nobody.
        _priceGroups = [.. board.Table.Slots.Select(entry => entry is null ? 0 : cost.Prices.GroupOf(entry.Resource.Id) + 1)];
        _lost = new long[cost.Prices.Groups + 1];
    }

    /// <summary>Adds to what each resource costs what is lost where it works on a day; it is the same wherever in its tour.</summary>
    /// <returns>The least that was added to anybody.</returns>
    private long AddOpportunity(OpportunityCost? cost, int day, Seconds work, bool travels)
    {
        bool isPaid = cost?.IsPaidOn(day) == true;
        if (!isPaid && !_isAdded) return 0;
        long seconds = isPaid ? cost!.Occupied(work, travels) : 0, least = long.MaxValue;
        for (int group = 0; group < _lost.Length; group++) _lost[group] = isPaid ? cost!.Units(group - 1, day, seconds) : 0;
        for (int number = 0; number < _eligible.Length; number++)
        {
            if (!_eligible[number]) continue;
            long lost = _lost[_priceGroups[number]];
            _resources[number].Base = _bases[number] + lost;
            least = Math.Min(least, lost);
        }
        _isAdded = isPaid;
        return least == long.MaxValue ? 0 : least;
    }
}
