using Npgsql;
using OptiTime.Engine.Optimization;

namespace OptiTime.Storage.Postgres;

/// <summary>
/// The right to optimise a territory, as an advisory lock of the server on a connection of its own: it goes when the silo dies or loses its way to the server, and
/// another silo has it with its next look.
/// </summary>
/// <param name="source">Makes the connection, which is never given back while it lives.</param>
internal sealed class OptimizerLock(NpgsqlDataSource source) : IOptimizerLock, IAsyncDisposable
{
    /// <summary>What keeps these locks apart from others somebody may take in the same database.</summary>
    internal const int Family = 0x0471;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private NpgsqlConnection? _connection;

    /// <inheritdoc/>
    public async ValueTask<bool> HoldAsync(string territory, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            _connection ??= await source.OpenConnectionAsync(stop);
            // Also of a lock that is held the server is asked: one whose connection has died is held no more.
            if (!await AskAsync(_held.Contains(territory) ? "SELECT $1 = $1 AND $2 = $2" : "SELECT pg_try_advisory_lock($1, hashtext($2))", territory, stop)) return false;
            _held.Add(territory);
            return true;
        }
        catch (Exception failure) when (StoreFailure.IsWorlds(failure))
        {
            await LoseAsync();
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string territory, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_held.Remove(territory)) await AskAsync("SELECT pg_advisory_unlock($1, hashtext($2))", territory, stop);
        }
        catch (Exception failure) when (StoreFailure.IsWorlds(failure))
        {
            await LoseAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task<bool> AskAsync(string question, string territory, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(question, _connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Family });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = territory });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    private async Task LoseAsync()
    {
        _held.Clear();
        if (_connection is not { } lost) return;
        _connection = null;
        await lost.DisposeAsync();
    }
}
