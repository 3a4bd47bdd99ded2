using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Sqlite;

/// <summary>A connection for reading, with the statement that is run for almost every question.</summary>
internal sealed class Reader(SqliteConnection connection) : IDisposable
{
    private Statement? _customer;

    /// <summary>The connection.</summary>
    internal SqliteConnection Connection => connection;

    /// <summary>Finds a customer by id.</summary>
    internal Statement Customer => _customer ??= new Statement(connection, $"{CustomerRow.Select} WHERE id = ?1");

    /// <inheritdoc/>
    public void Dispose()
    {
        _customer?.Dispose();
        connection.Dispose();
    }
}

/// <summary>Connections for reading. Each reader has one to itself; a few are kept open between readers.</summary>
internal sealed class ReaderPool(string directory) : IDisposable
{
    /// <summary>The most connections kept open while nobody reads.</summary>
    private const int MaximumIdle = 4;

    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads on the calling thread.</summary>
    /// <exception cref="OptiTime.Engine.Log.StoreUnavailableException">The store cannot be read now.</exception>
    internal T Read<T>(Func<SqliteConnection, T> read) => ReadWith(reader => read(reader.Connection));

    /// <summary>Reads on the calling thread, also with statements prepared before.</summary>
    /// <exception cref="OptiTime.Engine.Log.StoreUnavailableException">The store cannot be read now.</exception>
    internal T ReadWith<T>(Func<Reader, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            Reader reader = _idle.TryTake(out Reader? idle) ? idle : new Reader(Connections.OpenReader(directory));
            bool isSound = false;
            try
            {
                T result = read(reader);
                isSound = true;
                return result;
            }
            finally
            {
                if (isSound && _idle.Count < MaximumIdle) _idle.Add(reader);
                else reader.Dispose();
                // Whoever closed the pool meanwhile did not see this one.
                if (_disposed) Dispose();
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
        while (_idle.TryTake(out Reader? reader)) reader.Dispose();
    }
}
