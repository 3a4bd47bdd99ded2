using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Benchmarks.Territory;

/// <summary>
/// How long a territory takes from not being in memory to its first answer: 100 technicians, 30 days, 10,000 bookings in a SQLite store, with
/// a snapshot and 1,000 versions behind it. Through the planners as a caller gets it, in a process that has done it before and in a new one;
/// then each part by itself, and the replay of the whole log.
/// </summary>
internal static class Activation
{
    private const int Bookings = 10_000, Tail = 1_000, Rounds = 25;

    private static readonly SlotSearch Search = new();

    internal static async Task ReportAsync()
    {
        string directory = Path.Combine(Path.GetTempPath(), $"optitime-activation-{Environment.ProcessId}");
        try
        {
            await ReportAsync(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Activates the territory of a directory once, and prints what that took.</summary>
    internal static async Task OnceAsync(string directory)
    {
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        Cost cost = await ActivateAsync(store);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost.Milliseconds};{cost.Processor};{cost.Allocated}"));
    }

    private static async Task ReportAsync(string directory)
    {
        (int versions, long stands) = await FillAsync(directory);
        Cost[] cold = [.. Enumerable.Range(0, 5).Select(_ => InNewProcess(directory))];
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        for (int warm = 0; warm < 10; warm++) await ActivateAsync(store);
        var whole = new List<Cost>();
        for (int round = 0; round < Rounds; round++) whole.Add(await ActivateAsync(store));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Bookings:N0} bookings in {versions:N0} versions, snapshot at version {stands:N0}\n\n| what | median ms | worst ms | processor ms | allocated MB |\n| --- | --- | --- | --- | --- |"));
        Print("activation to the first answer, process warm", whole);
        Print("the same, process new", cold);
        await ReportPartsAsync(store, stands);
    }

    private static async Task ReportPartsAsync(SqliteStore store, long stands)
    {
        string[] names =
        [
            "snapshot read and decoded", "board restored", "tail read and decoded", "tail applied", "first search, lanes laid out",
            "full replay: log read and decoded", "full replay: applied",
        ];
        List<Cost>[] parts = [.. names.Select(_ => new List<Cost>())];
        for (int round = 0; round < Rounds; round++)
        {
            Snapshot snapshot = (await Timed(parts[0], async () => await store.ReadSnapshotAsync("lyon", Board.ApplierVersion, default)))!;
            Board board = await Timed(parts[1], () => Task.FromResult(Board.Restore(snapshot)));
            List<LogEntry> tail = await Timed(parts[2], () => ReadAsync(store, stands));
            board = await Timed(parts[3], () => Task.FromResult(board.Apply(tail)));
            await Timed(parts[4], () => Task.FromResult(Search.Find(board, BookedTerritory.Question(board), board.At)));
            if (round % 5 != 0) continue;
            List<LogEntry> log = await Timed(parts[5], () => ReadAsync(store, 0));
            await Timed(parts[6], () => Task.FromResult(Board.Begin(log[0]).Apply(log.Skip(1))));
        }
        for (int part = 0; part < names.Length; part++) Print(names[part], parts[part]);
    }

    private static async Task<(int Versions, long Snapshot)> FillAsync(string directory)
    {
        BookedTerritory territory = BookedTerritory.Make(Bookings, alone: Tail);
        var clock = new LogClock();
        using SqliteStore store = SqliteStore.Open(directory, clock);
        Board? board = null;
        foreach (LogEntry entry in territory.Log)
        {
            clock.Now = entry.At;
            var part = new LogPart(entry.Log, entry.Version - 1, entry.Changes);
            AppendOutcome outcome = await store.AppendAsync(new Append(entry.AppendId, [part], [], [], entry.Places), default);
            if (outcome is not Appended) throw new InvalidOperationException($"Version {entry.Version} was not appended: {outcome}.");
            board = board is null ? Board.Begin(entry) : board.Apply(entry);
            if (entry.Version == territory.Log.Count - Tail) await store.SaveSnapshotAsync(BoardSnapshot.Of(board), Board.ApplierVersion, default);
        }
        return (territory.Log.Count, territory.Log.Count - Tail);
    }

    private static Cost InNewProcess(string directory)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly.GetExecutingAssembly().Location, "activation-of", directory]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        double[] printed = [.. process.StandardOutput.ReadToEnd().Split(';').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new Cost(printed[0], printed[1], printed[2]);
    }

    private static async Task<Cost> ActivateAsync(SqliteStore store)
    {
        // The clock stands where the log's calls end, so that no day has passed since.
        var clock = new LogClock { Now = BookedTerritory.TimeAfter(Bookings) };
        using var planners = new TerritoryPlanners(new PlannerServices(store, clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions()));
        var began = Cost.Now();
        Board board = (await planners.BoardAsync("lyon", default))!;
        SearchReply reply = await planners.SearchAsync("lyon", BookedTerritory.Question(board), default);
        Cost took = Cost.Now() - began;
        if (reply.Result!.Offers.IsEmpty || reply.Board.Commitments.Count != Bookings) throw new InvalidOperationException("Something is missing on the board.");
        return took;
    }

    private static async Task<List<LogEntry>> ReadAsync(SqliteStore store, long after)
    {
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in store.ReadAsync("lyon", after, default)) entries.Add(entry);
        return entries;
    }

    private static async Task<T> Timed<T>(List<Cost> into, Func<Task<T>> part)
    {
        var began = Cost.Now();
        T made = await part();
        into.Add(Cost.Now() - began);
        return made;
    }

    private static void Print(string what, IReadOnlyList<Cost> rounds)
    {
        double Median(Func<Cost, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {Median(round => round.Milliseconds):0.0} | {rounds.Max(round => round.Milliseconds):0.0} | {Median(round => round.Processor):0.0} | {Median(round => round.Allocated / 1e6):0.0} |"));
    }

    /// <summary>What some work took: time, time of processors (all threads, so that on a busy machine there is a figure that others do not blur), memory.</summary>
    private readonly record struct Cost(double Milliseconds, double Processor, double Allocated)
    {
        internal static Cost Now() => new(
            Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true));

        public static Cost operator -(Cost end, Cost start) =>
            new(end.Milliseconds - start.Milliseconds, end.Processor - start.Processor, end.Allocated - start.Allocated);
    }

    /// <summary>The store's clock at the time of the log.</summary>
    private sealed class LogClock : TimeProvider
    {
        internal Moment Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUtc();
    }
}
