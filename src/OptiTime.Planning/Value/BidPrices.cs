using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Value;

/// <summary>
/// What an hour of each resource is kept for on each day: what later requests that rank higher would have used it for. An input of searches,
/// never of what is written: no change carries it and no board knows it. Two with one version are alike.
/// </summary>
public sealed class BidPrices
{
    private readonly ImmutableDictionary<string, int> _groups;
    private readonly ImmutableArray<double> _precedences;
    private readonly int[] _cents;
    private readonly bool[] _priced;

    /// <summary>Prices.</summary>
    /// <param name="at">When they were reckoned.</param>
    /// <param name="firstDay">The first local day they cover.</param>
    /// <param name="roads">The seconds on the road that go with a second of work at customers'.</param>
    /// <param name="precedences">The precedences capacity is kept for, the highest first.</param>
    /// <param name="groups">The group of each resource: those that can do the same.</param>
    /// <param name="cents">Cents an hour, by day, group, and how many of the precedences are higher than the request's, from 1.</param>
    internal BidPrices(Moment at, int firstDay, double roads, ImmutableArray<double> precedences, ImmutableDictionary<string, int> groups, int[] cents)
    {
        (At, FirstDay, Roads, _precedences, _groups, _cents) = (at, firstDay, roads, precedences, groups, cents);
        Groups = groups.IsEmpty ? 0 : groups.Values.Max() + 1;
        int ofDay = Groups * precedences.Length;
        _priced = [.. cents.Chunk(Math.Max(1, ofDay)).Select(day => day.Any(price => price > 0))];
        Version = VersionOf();
    }

    /// <summary>What they are known by: a digest of all the prices, from 1, below 2^53. It says nothing of their order.</summary>
    public long Version { get; }

    /// <summary>When they were reckoned.</summary>
    public Moment At { get; }

    /// <summary>The first local day they cover.</summary>
    public int FirstDay { get; }

    /// <summary>The day after the last.</summary>
    public int AfterDay => FirstDay + _priced.Length;

    /// <summary>The seconds on the road that go with a second of work at customers'.</summary>
    public double Roads { get; }

    /// <summary>The precedences capacity is kept for, the highest first.</summary>
    public ImmutableArray<double> Precedences => _precedences;

    /// <summary>How many groups of resources there are that can do the same.</summary>
    internal int Groups { get; }

    /// <summary>What an hour of a resource is kept for on a day, for a request of some precedence; nothing where nothing is known.</summary>
    public Money PerHour(string resource, int day, double precedence) => new(CentsAnHour(GroupOf(resource), day, LevelOf(precedence)));

    /// <summary>How many precedences are higher than one: those it pays for.</summary>
    internal int LevelOf(double precedence)
    {
        int level = 0;
        while (level < _precedences.Length && _precedences[level] > precedence) level++;
        return level;
    }

    /// <summary>The group of a resource; -1 for one they do not know.</summary>
    internal int GroupOf(string resource) => _groups.TryGetValue(resource, out int group) ? group : -1;

    /// <summary>Whether anything of a day is kept for anybody.</summary>
    internal bool IsPriced(int day) => day >= FirstDay && day < AfterDay && _priced[day - FirstDay];

    internal int CentsAnHour(int group, int day, int level) =>
        level == 0 || group < 0 || !IsPriced(day) ? 0 : _cents[((((day - FirstDay) * Groups) + group) * _precedences.Length) + level - 1];

    /// <summary>FNV-1a over all that a search reads.</summary>
    private long VersionOf()
    {
        const ulong Offset = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211;
        ulong hash = Offset;
        void Add(long value) => hash = (hash ^ (ulong)value) * Prime;
        Add(FirstDay);
        Add(BitConverter.DoubleToInt64Bits(Roads));
        foreach (double precedence in _precedences) Add(BitConverter.DoubleToInt64Bits(precedence));
        foreach ((string resource, int group) in _groups.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (char letter in resource) Add(letter);
            Add(group);
        }
        foreach (int price in _cents) Add(price);
        return (long)((hash ^ (hash >> 53)) & ((1UL << 53) - 1)) | 1;
    }
}
