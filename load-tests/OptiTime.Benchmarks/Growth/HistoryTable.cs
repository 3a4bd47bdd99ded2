using System.Diagnostics;
using System.Globalization;
using OptiTime.Benchmarks.Search;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Benchmarks.Growth;

/// <summary>
/// How history weighs: the same living plan behind an ever longer log in a SQLite store. Calls are booked and called off again, one version each,
/// until the log is long enough; then searches, bookings and an activation are timed, through the planners as every caller's are, and boards of the past
/// all along the log, each rebuilt by somebody who keeps none.
/// </summary>
internal static class HistoryTable
{
    private const int Resources = 100, Activations = 5, WritesTimed = 200, BoardsOfThePast = 9;

    internal static async Task ReportAsync(int[] lengths, int calls)
    {
        Console.WriteLine("\n| versions in the log | bookings standing | database | search median | to the row before | p99 | book or cancel median | to the row before | activation median | a board of the past: median | worst | a booking's history: median |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        string directory = Directory.CreateTempSubdirectory("optitime-growth-").FullName;
        try
        {
            await ReportAsync(directory, lengths, calls);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ReportAsync(string directory, int[] lengths, int calls)
    {
        var clock = new CallClock();
        using SqliteStore store = SqliteStore.Open(directory, clock);
        LogEntry first = BusyTerritory.Describe(Resources, BusyTerritory.Days, BusyTerritory.Stops);
        await store.AppendAsync(new Append(first.AppendId, [new LogPart(first.Log, 0, first.Changes)], [], [], first.Places), default);
        using TerritoryPlanners planners = NewPlanners(store, clock);
        await DoAsync(planners, Catalogue.LogName, new PutService(BusyTerritory.Asked, null));
        var callers = new Callers(planners, first.Log, clock);
        (double Search, double Write)? before = null;
        foreach (int length in lengths)
        {
            while (await callers.VersionAsync() < length) await callers.CallAsync();
            Timing search = await Timing.OfAsync(calls, _ => callers.SearchAsync());
            Timing write = await Timing.OfAsync(WritesTimed, _ => callers.CallAsync());
            double activation = await ActivateAsync(store, clock, first.Log);
            Timing past = await Timing.OfAsync(BoardsOfThePast, number => BoardOfThePastAsync(store, first.Log, length * ((2L * (number % BoardsOfThePast)) + 1) / (2 * BoardsOfThePast)));
            var histories = new CommitmentHistories(store, store);
            Timing story = await Timing.OfAsync(WritesTimed, async _ => await histories.OfAsync(first.Log, callers.AnyCall(), default));
            Board board = (await planners.BoardAsync(first.Log, default))!;
            double megabytes = new DirectoryInfo(directory).EnumerateFiles().Sum(file => file.Length) / 1e6;
            // A call is one booking and one cancellation.
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {length:N0} | {board.Commitments.Count:N0} | {megabytes:N0} MB | {search.Median:N1} µs | {GrowthTables.Ratio(search.Median, before?.Search)} | {search.P99:N1} µs | {write.Median / 2:N0} µs | {GrowthTables.Ratio(write.Median, before?.Write)} | {activation:N0} ms | {past.Median / 1e3:N0} ms | {past.P99 / 1e3:N0} ms | {story.Median:N0} µs |"));
            before = (search.Median, write.Median);
        }
    }

    private static TerritoryPlanners NewPlanners(SqliteStore store, TimeProvider clock) =>
        new(new PlannerServices(store, clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions()));

    private static async Task<double> ActivateAsync(SqliteStore store, TimeProvider clock, string territory)
    {
        double[] took = new double[Activations];
        for (int round = 0; round < took.Length; round++)
        {
            using TerritoryPlanners fresh = NewPlanners(store, clock);
            long began = Stopwatch.GetTimestamp();
            await fresh.BoardAsync(territory, default);
            took[round] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        return took.Order().ElementAt(took.Length / 2);
    }

    private static async Task<long> BoardOfThePastAsync(SqliteStore store, string territory, long version)
    {
        using var history = new PlanHistory(store, new HistoryOptions());
        return (await history.BoardAsync(territory, version, default)).Version;
    }

    private static async Task DoAsync(TerritoryPlanners planners, string log, Command command)
    {
        if (await planners.SendAsync(log, command, null, default) is not Accepted) throw new InvalidOperationException($"{command} was not accepted.");
    }

    /// <summary>Callers who book and change their minds, a second apart.</summary>
    private sealed class Callers(TerritoryPlanners planners, string territory, CallClock clock)
    {
        private const int Customers = 600;

        private readonly Random _random = new(7);
        private readonly Location[] _homes = Homes();
        private int _calls;

        internal async Task<long> VersionAsync() => (await planners.BoardAsync(territory, default))!.Version;

        /// <summary>The id of one of the bookings made and called off so far.</summary>
        internal string AnyCall() => string.Create(CultureInfo.InvariantCulture, $"C{_random.Next(1, _calls + 1)}");

        internal Task<FoundOffer> SearchAsync() => FindAsync(_random.Next(Customers));

        internal async Task CallAsync()
        {
            clock.Advance();
            int customer = _random.Next(Customers);
            FoundOffer offer = await FindAsync(customer);
            string id = string.Create(CultureInfo.InvariantCulture, $"C{++_calls}");
            var home = new Place($"home-{customer}", _homes[customer]);
            var terms = new OfferTerms("O" + id, BusyTerritory.Asked.Id, null, null, null, home, offer.Steps, offer.Price, clock.Now + Seconds.FromMinutes(15));
            await DoAsync(planners, territory, new Book(id, terms, null, null));
            await DoAsync(planners, territory, new CancelBooking(id, null));
        }

        private static Location[] Homes()
        {
            var random = new Random(8);
            return [.. Enumerable.Range(0, Customers).Select(_ => BusyTerritory.PointNear(random, new Location(45.76, 4.84), 0.15))];
        }

        private async Task<FoundOffer> FindAsync(int customer)
        {
            SearchReply reply = await planners.SearchAsync(territory, BusyTerritory.QueryAt(_homes[customer]), default);
            return reply.Result!.Offers[0];
        }
    }

    /// <summary>A clock that goes on a second with every call, so that offers of long ago are forgotten as they would be.</summary>
    private sealed class CallClock : TimeProvider
    {
        internal Moment Now { get; private set; } = BusyTerritory.Now;

        internal void Advance() => Now += new Seconds(1);

        public override DateTimeOffset GetUtcNow() => Now.ToUtc();
    }
}
