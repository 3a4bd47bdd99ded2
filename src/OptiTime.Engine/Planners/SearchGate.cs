using System.Collections.Concurrent;
using OptiTime.Planning.Search;

namespace OptiTime.Engine.Planners;

/// <summary>Lets as many searches run at once as there are processors, a bounded number wait, and sends the rest away. Keeps their workspaces.</summary>
internal sealed class SearchGate(PlannerOptions options) : IDisposable
{
    private readonly SemaphoreSlim _running = new(options.SearchesAtOnce, options.SearchesAtOnce);
    private readonly ConcurrentBag<SlotSearch> _workspaces = [];
    private int _inside;

    /// <summary>Runs a search when there is room; null when there is not.</summary>
    internal async ValueTask<T?> RunAsync<T>(Func<SlotSearch, T> search, CancellationToken stop) where T : class
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > options.SearchesAtOnce + options.SearchesWaiting) return null;
            await _running.WaitAsync(stop);
            try
            {
                SlotSearch workspace = _workspaces.TryTake(out SlotSearch? kept) ? kept : new SlotSearch();
                T result = search(workspace);
                _workspaces.Add(workspace);
                return result;
            }
            finally
            {
                _running.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();
}
