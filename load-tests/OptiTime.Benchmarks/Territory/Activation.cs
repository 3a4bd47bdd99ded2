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

    /// <summary>Activates the territory of a directory once, and prints how many milliseconds that took.</summary>
    internal static async Task OnceAsync(string directory)
    {
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        (double milliseconds, _) = await ActivateAsync(store);
        Console.WriteLine(milliseconds.ToString("0.0", CultureInfo.InvariantCulture));
    }

    private static async Task ReportAsync(string directory)
    {
        (int versions, long stands) = await FillAsync(directory);
        double[] cold = [.. Enumerable.Range(0, 5).Select(_ => InNewProcess(directory))];
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        for (int warm = 0; warm < 10; warm++) await ActivateAsync(store);
        var whole = new List<(double Milliseconds, long Allocated)>();
        for (int round = 0; round < Rounds; round++) whole.Add(await ActivateAsync(store));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Bookings:N0} bookings in {versions:N0} versions, snapshot at version {stands:N0}\n\n| what | median ms | worst ms | allocated MB |\n| --- | --- | --- | --- |"));
        Print("activation to the first answer, process warm", whole);
        Print("the same, process new", [.. cold.Select(milliseconds => (milliseconds, 0L))]);
        await ReportPartsAsync(store, stands);
    }

    private static async Task ReportPartsAsync(SqliteStore store, long stands)
    {
        string[] names =
        [
            "snapshot read and decoded", "board restored", "tail read and decoded", "tail applied", "first search, lanes laid out",
            "full replay: log read and decoded", "full replay: applied",
        ];
        List<(double, long)>[] parts = [.. names.Select(_ => new List<(double, long)>())];
        for (int round = 0; round < Rounds; round++)
        {
            Snapshot snapshot = (await Timed(parts[0], async () => await store.ReadSnapshotAsync("lyon", Board.ApplierVersion, default)))!;
            Board board = await Timed(parts[1], () => Task.FromResult(Board.Restore(snapshot)));
            List<LogEntry> tail = await Timed(parts[2], () => ReadAsync(store, stands));
            board = await Timed(parts[3], () => Task.FromResult(tail.Aggregate(board, (before, entry) => before.Apply(entry))));
            await Timed(parts[4], () => Task.FromResult(Search.Find(board, BookedTerritory.Question(board), board.At)));
            if (round % 5 != 0) continue;
            List<LogEntry> log = await Timed(parts[5], () => ReadAsync(store, 0));
            await Timed(parts[6], () => Task.FromResult(log.Skip(1).Aggregate(Board.Begin(log[0]), (before, entry) => before.Apply(entry))));
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

    private static double InNewProcess(string directory)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly.GetExecutingAssembly().Location, "activation-of", directory]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        return double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    private static async Task<(double Milliseconds, long Allocated)> ActivateAsync(SqliteStore store)
    {
        // The clock stands where the log's calls end, so that no day has passed since.
        var clock = new LogClock { Now = BookedTerritory.TimeAfter(Bookings) };
        using var planners = new TerritoryPlanners(new PlannerServices(store, clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions()));
        long allocated = GC.GetTotalAllocatedBytes(precise: true), began = Stopwatch.GetTimestamp();
        Board board = (await planners.BoardAsync("lyon", default))!;
        SearchReply reply = await planners.SearchAsync("lyon", BookedTerritory.Question(board), default);
        double took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (reply.Result!.Offers.IsEmpty || reply.Board.Commitments.Count != Bookings) throw new InvalidOperationException("Something is missing on the board.");
        return (took, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static async Task<List<LogEntry>> ReadAsync(SqliteStore store, long after)
    {
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in store.ReadAsync("lyon", after, default)) entries.Add(entry);
        return entries;
    }

    private static async Task<T> Timed<T>(List<(double, long)> into, Func<Task<T>> part)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true), began = Stopwatch.GetTimestamp();
        T made = await part();
        into.Add((Stopwatch.GetElapsedTime(began).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated));
        return made;
    }

    private static void Print(string what, IReadOnlyList<(double Milliseconds, long Allocated)> rounds)
    {
        double[] sorted = [.. rounds.Select(round => round.Milliseconds).Order()];
        string allocated = rounds[0].Allocated == 0 ? "" : (rounds.Select(round => round.Allocated).Order().ElementAt(rounds.Count / 2) / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {sorted[sorted.Length / 2]:0.0} | {sorted[^1]:0.0} | {allocated} |"));
    }

    /// <summary>The store's clock at the time of the log.</summary>
    private sealed class LogClock : TimeProvider
    {
        internal Moment Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUtc();
    }
}
