using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;

namespace OptiTime.Engine.History;

/// <summary>Too many boards of the past are being rebuilt: try again in a moment.</summary>
public sealed class HistoryBusyException : Exception
{
    /// <summary>Names the limits.</summary>
    public HistoryBusyException(HistoryOptions options) : base(
        $"{options.RebuildsAtOnce} boards of the past are being rebuilt and {options.RebuildsWaiting} wait (limits "
        + $"{nameof(HistoryOptions.RebuildsAtOnce)} and {nameof(HistoryOptions.RebuildsWaiting)}).")
    { }
}

/// <summary>
/// Rebuilds boards of the past: from the newest snapshot that is not after them, or from a board it still has, and the entries of the log
/// up to them. Few at once, and a few are kept.
/// </summary>
/// <param name="log">The logs.</param>
/// <param name="options">The limits.</param>
public sealed class PlanHistory(IPlanLog log, HistoryOptions options) : IDisposable
{
    private readonly SemaphoreSlim _rebuilding = new(options.RebuildsAtOnce, options.RebuildsAtOnce);
    private readonly LinkedList<Board> _kept = [];
    private int _inside;
    private int _forgotten;

    /// <summary>The board of a territory at a version.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="version">A version its log has.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HistoryBusyException">Too many are being rebuilt.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The log does not have the version.</exception>
    public async ValueTask<Board> BoardAsync(string territory, long version, CancellationToken stop)
    {
        if (FindKept(territory, version) is { } kept && kept.Version == version) return kept;
        try
        {
            if (Interlocked.Increment(ref _inside) > options.RebuildsAtOnce + options.RebuildsWaiting) throw new HistoryBusyException(options);
            await _rebuilding.WaitAsync(stop);
            try
            {
                return await RebuildAsync(territory, version, stop);
            }
            finally
            {
                _rebuilding.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <summary>Forgets every board: what was erased in the store is to be forgotten here.</summary>
    public void Forget()
    {
        lock (_kept)
        {
            _forgotten++;
            _kept.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rebuilding.Dispose();

    private async ValueTask<Board> RebuildAsync(string territory, long version, CancellationToken stop)
    {
        int forgotten = Volatile.Read(ref _forgotten);
        Board? board = FindKept(territory, version);
        if (board is null || version - board.Version > options.FarApart)
        {
            Snapshot? snapshot = await log.ReadSnapshotAsync(territory, Board.ApplierVersion, version, stop);
            if (snapshot is not null && !(board?.Version >= snapshot.Version)) board = Board.Restore(snapshot);
        }
        await foreach (LogEntry[] entries in log.ReadAsync(territory, board?.Version ?? 0, version, stop).Chunk(options.AppliedAtOnce))
        {
            stop.ThrowIfCancellationRequested();
            board = Board.Follow(board, entries);
        }
        if (board?.Version != version) throw new ArgumentOutOfRangeException(nameof(version), version, $"The log of '{territory}' does not have this version.");
        Keep(board, forgotten);
        return board;
    }

    /// <summary>The latest board that is kept of a territory and not after a version.</summary>
    private Board? FindKept(string territory, long version)
    {
        lock (_kept) return _kept.Where(board => board.Settings.Id == territory && board.Version <= version).MaxBy(board => board.Version);
    }

    private void Keep(Board board, int forgotten)
    {
        lock (_kept)
        {
            // What was read before something was erased may know it still.
            if (forgotten != _forgotten || _kept.Any(kept => kept.Settings.Id == board.Settings.Id && kept.Version == board.Version)) return;
            _kept.AddFirst(board);
            if (_kept.Count > options.BoardsKept) _kept.RemoveLast();
        }
    }
}
