using System.Numerics;

namespace OptiTime.Planning.Search;

/// <summary>
/// The resources of a scan in the order of what they would cost at the least, so that good candidates are found early and the rest can be
/// passed over. The order is as good as it needs to be: costs are put into buckets, 16 for each doubling (as in Tene's HDR histogram), which
/// takes linear time. Within a bucket resources keep the order of their numbers.
/// </summary>
internal sealed class NearestFirst
{
    private const int SubBits = 4;
    private const int Buckets = (64 - SubBits) << SubBits;

    // Below a hundredth of a cent all are alike.
    private const int UnitBits = 15;

    private readonly int[] _ends = new int[Buckets];
    private int[] _order = [];
    private long[] _costs = [];
    private ulong[] _taken = [];
    private int _count;
    private int _word;

    /// <summary>The numbers of the resources, cheapest first.</summary>
    internal ReadOnlySpan<int> Order => _order.AsSpan(0, _count);

    /// <summary>The least cost that the resource at a place of the order, or any behind it, has.</summary>
    internal long LeastFrom(int place) => _costs[_order[place]];

    /// <summary>How many places of the order hold resources that may cost less than an amount, when none costs less than its place says less some looseness.</summary>
    internal int PlacesBelow(long amount, long loose)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (LeastFrom(middle) - loose < amount) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Takes the resources between two places of the order, to be told in the order of their numbers.</summary>
    internal void Take(int from, int to)
    {
        for (int place = from; place < to; place++) _taken[_order[place] >> 6] |= 1UL << _order[place];
        _word = 0;
    }

    /// <summary>The next of the resources taken; each is told once.</summary>
    internal bool TryNext(out int resource)
    {
        for (; _word < _taken.Length; _word++)
        {
            ulong left = _taken[_word];
            if (left == 0) continue;
            _taken[_word] = left & (left - 1);
            resource = (_word << 6) + BitOperations.TrailingZeroCount(left);
            return true;
        }
        resource = -1;
        return false;
    }

    /// <summary>Orders some resources.</summary>
    /// <param name="eligible">Which resources take part, by number.</param>
    /// <param name="resources">The resources, by number.</param>
    internal void Fill(ReadOnlySpan<bool> eligible, ReadOnlySpan<ScanResource> resources)
    {
        if (_order.Length < eligible.Length) (_order, _costs, _taken) = (new int[eligible.Length], new long[eligible.Length], new ulong[(eligible.Length + 63) / 64]);
        long least = long.MaxValue;
        for (int number = 0; number < eligible.Length; number++)
        {
            if (!eligible[number]) continue;
            ref readonly ScanResource resource = ref resources[number];
            _costs[number] = resource.Base + resource.RoadHome;
            least = Math.Min(least, _costs[number]);
        }
        Array.Clear(_ends);
        for (int number = 0; number < eligible.Length; number++)
        {
            if (eligible[number]) _ends[BucketOf(_costs[number] - least)]++;
        }
        _count = 0;
        for (int bucket = 0; bucket < Buckets; bucket++) (_ends[bucket], _count) = (_count, _count + _ends[bucket]);
        for (int number = 0; number < eligible.Length; number++)
        {
            if (!eligible[number]) continue;
            int bucket = BucketOf(_costs[number] - least);
            _order[_ends[bucket]++] = number;
            _costs[number] = least + FloorOf(bucket);
        }
    }

    private static int BucketOf(long excess)
    {
        ulong value = (ulong)excess >> UnitBits;
        if (value < 1UL << SubBits) return (int)value;
        int exponent = BitOperations.Log2(value) - SubBits;
        return (exponent << SubBits) + (int)(value >> exponent);
    }

    private static long FloorOf(int bucket)
    {
        if (bucket < 2 << SubBits) return (long)bucket << UnitBits;
        int exponent = (bucket >> SubBits) - 1;
        return (long)(bucket - (exponent << SubBits)) << (exponent + UnitBits);
    }
}
