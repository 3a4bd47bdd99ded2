using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OptiTime.Storage.Sqlite;

/// <summary>Connections for reading. Each reader has one to itself; a few are kept open between readers.</summary>
internal sealed class ReaderPool(string directory) : IDisposable
{
    /// <summary>The most connections kept open while nobody reads.</summary>
    private const int MaximumIdle = 4;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads on the calling thread.</summary>
    /// <exception cref="OptiTime.Engine.Log.StoreUnavailableException">The store cannot be read now.</exception>
    internal T Read<T>(Func<SqliteConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            SqliteConnection connection = _idle.TryTake(out SqliteConnection? idle) ? idle : Connections.OpenReader(directory);
            bool isSound = false;
            try
            {
                T result = read(connection);
                isSound = true;
                return result;
            }
            finally
            {
                if (isSound && !_disposed && _idle.Count < MaximumIdle) _idle.Add(connection);
                else connection.Dispose();
            }
        }
        catch (SqliteException failure) when (StoreFailure.From(failure) is { } unavailable)
        {
            throw unavailable;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out SqliteConnection? connection)) connection.Dispose();
    }
}
