using OptiTime.Engine.History;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Storage.Serialization;

namespace OptiTime.Engine.Tests.History;

public sealed class PlanHistoryTests
{
    private static string Digest(Board board) => PlanDigest.Of(BoardSnapshot.Of(board));

    /// <summary>Books and cancels for some days and remembers every board.</summary>
    private static async Task<List<Board>> WorkAsync(Silo silo)
    {
        var boards = new List<Board> { await silo.BoardAsync() };
        for (int day = 0; day < 3; day++)
        {
            for (int hour = 8; hour < 12; hour++)
            {
                string id = await silo.BookAsync(await silo.OfferAsync(Silo.Meeting, $"{hour:00}:00-{hour + 1:00}:00"));
                boards.Add(await silo.BoardAsync());
                silo.Clock.Advance(TimeSpan.FromMinutes(1));
                await silo.DoAsync(new CancelBooking(id, "moved away"));
                boards.Add(await silo.BoardAsync());
            }
        }
        return boards;
    }

    [Fact]
    public async Task Every_board_there_was_is_rebuilt_from_whatever_snapshots_there_are()
    {
        await using Silo silo = await Silo.StartAsync();
        List<Board> boards = await WorkAsync(silo);
        foreach (int kept in new[] { 3, 11 }) await silo.Store.SaveSnapshotAsync(BoardSnapshot.Of(boards[kept]), Board.ApplierVersion, Silo.Stop);
        using var history = new PlanHistory(silo.Log, new HistoryOptions { FarApart = 5 });

        foreach (Board board in boards.Concat(boards.AsEnumerable().Reverse()))
            Digest(await history.BoardAsync("lyon", board.Version, Silo.Stop)).ShouldBe(Digest(board));
    }

    [Fact]
    public async Task No_more_of_the_log_is_read_than_lies_behind_the_nearest_snapshot_or_board()
    {
        await using Silo silo = await Silo.StartAsync();
        List<Board> boards = await WorkAsync(silo);
        await silo.Store.SaveSnapshotAsync(BoardSnapshot.Of(boards[10]), Board.ApplierVersion, Silo.Stop);
        using var history = new PlanHistory(silo.Log, new HistoryOptions());

        (await ReadFor(boards[12])).ShouldBe(2);
        (await ReadFor(boards[12])).ShouldBe(0);
        (await ReadFor(boards[15])).ShouldBe(3);
        (await ReadFor(boards[13])).ShouldBe(1);
        (await ReadFor(boards[2])).ShouldBe((int)boards[2].Version);

        async Task<int> ReadFor(Board board)
        {
            int before = silo.Log.EntriesRead;
            await history.BoardAsync("lyon", board.Version, Silo.Stop);
            return silo.Log.EntriesRead - before;
        }
    }

    [Fact]
    public async Task Only_so_many_are_rebuilt_and_wait_and_the_next_is_told_to_come_again()
    {
        await using Silo silo = await Silo.StartAsync();
        var gate = new TaskCompletionSource();
        silo.Log.ReadingGate = gate.Task;
        using var history = new PlanHistory(silo.Log, new HistoryOptions { RebuildsAtOnce = 1, RebuildsWaiting = 2 });
        Task<Board>[] asked = [.. Enumerable.Range(1, 3).Select(version => history.BoardAsync("lyon", version, Silo.Stop).AsTask())];

        (await Should.ThrowAsync<HistoryBusyException>(async () => await history.BoardAsync("lyon", 4, Silo.Stop))).Message.ShouldContain("RebuildsWaiting");

        gate.SetResult();
        (await Task.WhenAll(asked)).Select(board => board.Version).ShouldBe([1, 2, 3]);
        (await history.BoardAsync("lyon", 4, Silo.Stop)).Version.ShouldBe(4);
    }

    [Fact]
    public async Task Few_boards_are_kept_and_none_after_they_were_to_be_forgotten()
    {
        await using Silo silo = await Silo.StartAsync();
        using var history = new PlanHistory(silo.Log, new HistoryOptions { BoardsKept = 1 });

        Board first = await history.BoardAsync("lyon", 2, Silo.Stop);
        (await history.BoardAsync("lyon", 2, Silo.Stop)).ShouldBeSameAs(first);
        Board second = await history.BoardAsync("lyon", 3, Silo.Stop);
        (await history.BoardAsync("lyon", 2, Silo.Stop)).ShouldNotBeSameAs(first);
        history.Forget();
        (await history.BoardAsync("lyon", 3, Silo.Stop)).ShouldNotBeSameAs(second);

        // What was being read while something was erased is answered, but not kept.
        var gate = new TaskCompletionSource();
        silo.Log.ReadingGate = gate.Task;
        Task<Board> reading = history.BoardAsync("lyon", 4, Silo.Stop).AsTask();
        history.Forget();
        gate.SetResult();
        (await history.BoardAsync("lyon", 4, Silo.Stop)).ShouldNotBeSameAs(await reading);
    }

    [Fact]
    public async Task A_version_the_log_does_not_have_is_a_mistake_of_the_caller()
    {
        await using Silo silo = await Silo.StartAsync();
        using var history = new PlanHistory(silo.Log, new HistoryOptions());

        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await history.BoardAsync("lyon", 99, Silo.Stop));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await history.BoardAsync("nowhere", 1, Silo.Stop));
    }
}
