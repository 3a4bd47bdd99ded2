using System.Threading.Channels;
using Npgsql;

namespace OptiTime.Storage.Postgres;

/// <summary>
/// Tells other silos that something was appended. It rings outside every transaction: a notification inside the commit would put all commits
/// of the database in one line. Many appends are one ring, and a ring carries nothing; who hears it asks the log. It has two connections to
/// itself, one that rings and one that listens, and connects again by itself. That it is broken is nobody's concern: followers ask all the same.
/// </summary>
internal sealed class Doorbell : IAsyncDisposable
{
    private const string Channel = "optitime";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _pool;
    private readonly PostgresStoreOptions _options;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<bool> _pulls = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Task _ringing, _listening;
    private TaskCompletionSource _rung = NewRing();

    /// <summary>Hangs a bell on a pool.</summary>
    internal Doorbell(NpgsqlDataSource pool, PostgresStoreOptions options)
    {
        (_pool, _options) = (pool, options);
        (_ringing, _listening) = (AgainAndAgainAsync(RingAsync), AgainAndAgainAsync(ListenAsync));
    }

    /// <summary>Rings soon.</summary>
    internal void Pull() => _pulls.Writer.TryWrite(true);

    /// <summary>Waits until it rings, or has rung since somebody last waited, or a while has passed.</summary>
    /// <returns>Whether it rang.</returns>
    internal async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        TaskCompletionSource ring = Volatile.Read(ref _rung);
        try
        {
            await ring.Task.WaitAsync(atMost, _options.Time, stop);
            Interlocked.CompareExchange(ref _rung, NewRing(), ring);
            return true;
        }
        catch (TimeoutException)
        {
            // The caller asks all the same.
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_ringing, _listening);
        _closing.Dispose();
    }

    private static TaskCompletionSource NewRing() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RingAsync(NpgsqlConnection connection, Action works)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_notify('{Channel}', '')", connection);
        while (true)
        {
            await _pulls.Reader.ReadAsync(_closing.Token);
            await command.ExecuteNonQueryAsync(_closing.Token);
            works();
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, Action works)
    {
        connection.Notification += (_, _) => Volatile.Read(ref _rung).TrySetResult();
        await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection)) await command.ExecuteNonQueryAsync(_closing.Token);
        works();
        // What was appended while nobody listened has to be asked for.
        Volatile.Read(ref _rung).TrySetResult();
        while (true) await connection.WaitAsync(_closing.Token);
    }

    /// <summary>Does something on a connection of its own, and when that breaks on another: at once, then after longer and longer pauses.</summary>
    private async Task AgainAndAgainAsync(Func<NpgsqlConnection, Action, Task> work)
    {
        TimeSpan pause = FirstPause;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await _pool.OpenConnectionAsync(_closing.Token);
                await work(connection, () => pause = FirstPause);
            }
            catch (Exception failure) when (StoreFailure.IsWorlds(failure))
            {
                await PauseAsync(pause);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Half of a pause, and a part of the other half: silos that lost one server do not all come back at once.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        double part;
        lock (_options.Jitter) part = _options.Jitter.NextDouble();
        await Task.Delay(pause * ((1 + part) / 2), _options.Time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
