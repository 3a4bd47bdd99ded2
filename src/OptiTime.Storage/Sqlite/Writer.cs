using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;
using SQLitePCL;

namespace OptiTime.Storage.Sqlite;

/// <summary>The one connection that writes. Writers take turns; each turn is one transaction that is kept whole or not at all.</summary>
internal sealed class Writer : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin, _commit;
    private bool _isClosed;

    /// <summary>Takes over a connection.</summary>
    internal Writer(SqliteConnection connection)
    {
        Connection = connection;
        (_begin, _commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
    }

    /// <summary>The connection.</summary>
    internal SqliteConnection Connection { get; }

    /// <summary>Prepares a statement for as long as the writer lives.</summary>
    internal Statement Prepare(string sql)
    {
        var statement = new Statement(Connection, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Does some work in a transaction, on the calling thread once its turn has come.</summary>
    /// <param name="work">The work.</param>
    /// <param name="keep">Whether what came of it is to be kept; otherwise all of it is taken back.</param>
    /// <param name="stop">Gives up waiting for the turn; work that has begun is finished.</param>
    /// <exception cref="StoreUnavailableException">The store cannot write now, or was closed; nothing was written.</exception>
    internal async ValueTask<T> WriteAsync<T>(Func<T> work, Func<T, bool> keep, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_isClosed) throw new StoreUnavailableException("The store was closed: nothing was written.");
            _begin.Run();
            T result = work();
            if (keep(result)) _commit.Run();
            return result;
        }
        catch (SqliteException failure) when (StoreFailure.From(failure) is { } unavailable)
        {
            throw unavailable;
        }
        finally
        {
            if (!_isClosed) TakeBack();
            _turn.Release();
        }
    }

    /// <summary>
    /// Closes the connection once the transaction that is under way has ended: a connection that is closed within one keeps the database locked for
    /// as long as the process lives. Those who still wait for their turn are told that the store was closed.
    /// </summary>
    public void Dispose()
    {
        _turn.Wait();
        try
        {
            if (_isClosed) return;
            _isClosed = true;
            foreach (Statement statement in _statements) statement.Dispose();
            Connection.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes back what was not committed. SQLite does so itself on some failures, a full disk among them.</summary>
    private void TakeBack()
    {
        if (raw.sqlite3_get_autocommit(Connection.Handle) != 0) return;
        raw.sqlite3_exec(Connection.Handle, "ROLLBACK");
    }
}
