using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Search;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Serialization;

namespace OptiTime.Benchmarks.Territory;

/// <summary>
/// How much memory a board keeps alive, as the heap tells before it is there and after: restored from its snapshot, as after activation,
/// and searched once over all its days, so that every lane is laid out.
/// </summary>
internal static class BoardMemory
{
    internal static void Report()
    {
        // The first one pays for what is loaded once.
        BytesHeld(500);
        int[] sizes = [10_000, 20_000];
        (int Stops, long Restored, long Lived)[] boards = [.. sizes.Select(BytesHeld)];
        Console.WriteLine("| stops on the board | bytes, restored | a stop | bytes, as it came to be | a stop |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach ((int stops, long restored, long lived) in boards)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {stops:N0} | {restored:N0} | {restored / stops} | {lived:N0} | {lived / stops} |"));
        long more = boards[1].Stops - boards[0].Stops;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| each stop more | {boards[1].Restored - boards[0].Restored:N0} | {(boards[1].Restored - boards[0].Restored) / more} | {boards[1].Lived - boards[0].Lived:N0} | {(boards[1].Lived - boards[0].Lived) / more} |"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nA commitment is looked up and made a record of in {NanosecondsALookup(BookedTerritory.Make(10_000, alone: 0).Board):0} ns."));
    }

    /// <summary>What it takes to look a commitment up and make the record of it; the best of some rounds, for nothing else is to be measured.</summary>
    private static double NanosecondsALookup(Board board)
    {
        string[] ids = [.. board.Commitments.Keys];
        new Random(1).Shuffle(ids);
        double best = double.MaxValue;
        for (int round = 0; round < 40; round++)
        {
            long began = Stopwatch.GetTimestamp();
            foreach (string id in ids)
            {
                if (board.Commitments[id].Commitment.Id.Length != id.Length) throw new InvalidOperationException($"'{id}' is not what was looked up.");
            }
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds / ids.Length);
        }
        return best;
    }

    private static (int Stops, long Restored, long Lived) BytesHeld(int bookings)
    {
        BookedTerritory territory = BookedTerritory.Make(bookings, alone: 0);
        Snapshot snapshot = BoardSnapshot.Of(territory.Board);
        int stops = snapshot.Changes.Select(recorded => recorded.Change).OfType<TourPlanned>().Sum(tour => tour.Stops.Length);
        // Each from changes of its own as the store would give them, so that no string is shared with what stays on the heap all the same.
        long restored = Held(() => Board.Restore(Own(snapshot))), lived = Held(() => Replay(territory.Log));
        return (stops, restored, lived);
    }

    private static Board Replay(List<LogEntry> log) =>
        log.Skip(1).Aggregate(Board.Begin(Own(log[0])), (board, entry) => board.Apply(Own(entry)));

    private static Snapshot Own(Snapshot snapshot) => snapshot with
    {
        Changes = [.. snapshot.Changes.Select(recorded => recorded with { Change = Own(recorded.Change) })],
        Places = [.. snapshot.Places.Select(Own)],
    };

    private static LogEntry Own(LogEntry entry) => entry with { Changes = [.. entry.Changes.Select(Own)], Places = [.. entry.Places.Select(Own)] };

    private static Change Own(Change change) => ChangeJson.Current.Read(ChangeJson.Write(change), "lyon", 0);

    private static Place Own(Place place) => place with { Id = new string(place.Id.AsSpan()) };

    private static long Held(Func<Board> make)
    {
        long before = Settled();
        Board board = Searched(make);
        long after = Settled();
        GC.KeepAlive(board);
        return after - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Board Searched(Func<Board> make)
    {
        Board board = make();
        if (new SlotSearch().Find(board, BookedTerritory.Question(board), board.At).Offers.IsEmpty) throw new InvalidOperationException("The board has no room left.");
        if (board.Positions == 0) throw new InvalidOperationException("The board has no positions.");
        return board;
    }

    private static long Settled()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
