using BenchmarkDotNet.Attributes;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Benchmarks.Search;

/// <summary>The row of DESIGN §9: mobile resources × 14 days × 8 stops, one role, the ten best offers spread over days and windows, on one thread.</summary>
public class OneRoleSearch
{
    private readonly Location[] _points = new Location[256];
    private readonly SlotSearch _search = new();
    private Board _board = null!;
    private BareLoop _loop = null!;
    private SearchQuery[] _queries = [], _priced = [];
    private int _next;

    /// <summary>How many resources there are.</summary>
    [Params(100, 1_000)]
    public int Resources { get; set; }

    /// <summary>Builds the territory, and makes sure that both sides find the same.</summary>
    [GlobalSetup]
    public void Build()
    {
        _board = BusyTerritory.Build(Resources);
        _loop = new BareLoop(_board);
        var random = new Random(42);
        for (int index = 0; index < _points.Length; index++) _points[index] = BusyTerritory.PointNear(random, _board.Settings.Centre, 0.15);
        _queries = [.. _points.Select(point => BusyTerritory.QueryAt(point))];
        OpportunityCost kept = BusyTerritory.KeptForUrgentWork(_board);
        _priced = [.. _queries.Select(query => query with { Opportunity = kept })];
        for (int index = 0; index < 4_000; index++)
        {
            SearchResult result = OptiTimeSearch();
            if (result.Offers.Length != 10 || result.Completeness != Completeness.Exact)
                throw new InvalidOperationException($"{result.Offers.Length} offers, {result.Completeness}.");
            long best = long.MaxValue;
            foreach (long cost in _loop.Best(_points[(_next - 1) % _points.Length])) best = Math.Min(best, cost);
            Money travel = result.Offers[0].Cost.First(line => line.Kind == "travel").Amount, bare = CostUnits.ToMoney(best);
            if (Math.Abs(travel.Cents - bare.Cents) > 1) throw new InvalidOperationException($"The search found {travel}, the bare loop {bare}.");
            if (SearchWithBidPrices() is not { Offers: [{ Cost: [.., { Kind: "opportunity" }] }, ..] }) throw new InvalidOperationException("Nothing is kept for anybody.");
        }
    }

    /// <summary>The loop the search is compared with.</summary>
    [Benchmark(Baseline = true, Description = "bare scalar loop")]
    public long BareScalarLoop() => _loop.Best(_points[_next++ % _points.Length])[0];

    /// <summary>The search as every caller gets it.</summary>
    [Benchmark(Description = "SlotSearch.Find")]
    public SearchResult OptiTimeSearch() => _search.Find(_board, _queries[_next++ % _queries.Length], BusyTerritory.Now);

    /// <summary>The same where every hour is kept for somebody else, each day at another price.</summary>
    [Benchmark(Description = "SlotSearch.Find, bid prices")]
    public SearchResult SearchWithBidPrices() => _search.Find(_board, _priced[_next++ % _priced.Length], BusyTerritory.Now);
}
