using Microsoft.Data.Sqlite;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Value;
using OptiTime.Planning.Time;

namespace OptiTime.Storage.Sqlite;

/// <summary>
/// The embedded store: one directory, one SQLite database, one process. SQLite does its work on the calling thread; the calls are
/// asynchronous because a writer may have to wait for its turn. Full, read-only or damaged disks give a
/// <see cref="StoreUnavailableException"/>, and the store goes on by itself once they are well again.
/// </summary>
public sealed partial class SqliteStore : IPlanLog, IPlanDirectory, ICustomerDirectory, IDemandCounts, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly DirectoryLock _lock;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly LogWriter _log;
    private readonly ProjectionWriter _projections;
    private readonly CustomerWriter _customers;
    private long _erasures;

    private SqliteStore(string directory, TimeProvider clock, DirectoryLock @lock, Writer writer)
    {
        (_clock, _lock, _writer, _readers) = (clock, @lock, writer, new ReaderPool(directory));
        (_log, _projections, _customers) = (new LogWriter(writer), new ProjectionWriter(writer), new CustomerWriter(writer));
    }

    /// <summary>The connection that writes, for tests that spoil it.</summary>
    internal SqliteConnection WritingConnection => _writer.Connection;

    /// <summary>Opens the store of a directory, made if it is not there, and brings its tables to this build's schema.</summary>
    /// <param name="directory">The data directory, on a local disk.</param>
    /// <param name="clock">The store's clock, by which guards are evaluated.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="StoreLockedException">Another process has the directory.</exception>
    /// <exception cref="StoreSchemaException">The tables were made by a newer build, or by an altered one.</exception>
    /// <exception cref="StoreUnavailableException">The directory cannot be written, or is full.</exception>
    public static SqliteStore Open(string directory, TimeProvider clock, SqliteStoreOptions? options = null)
    {
        FileSizeSignal.Outlive();
        DirectoryLock @lock = Lock(directory);
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.OpenWriter(directory, options ?? new SqliteStoreOptions());
            SchemaMigrations.Apply(connection, Moment.From(clock.GetUtcNow()));
            return new SqliteStore(directory, clock, @lock, new Writer(connection));
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            @lock.Dispose();
            if (failure is SqliteException refusal && StoreFailure.From(refusal) is { } unavailable) throw unavailable;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    private static DirectoryLock Lock(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return DirectoryLock.Take(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The data directory '{directory}' cannot be written: {failure.Message}", failure);
        }
    }
}
