using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;

namespace OptiTime.Storage.Sqlite;

/// <summary>How the connections of a store are opened and set.</summary>
internal static class Connections
{
    /// <summary>The name of the database in its directory.</summary>
    internal const string FileName = "optitime.db";

    /// <summary>How long a statement waits for another program that has the database, such as a backup.</summary>
    private const int BusySeconds = 5;

    /// <summary>Opens the writing connection: WAL, and on disk before a commit is answered.</summary>
    internal static SqliteConnection OpenWriter(string directory, SqliteStoreOptions options)
    {
        SqliteConnection connection = Open(directory, SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (Ask(connection, "PRAGMA journal_mode = WAL") is not "wal")
                throw new StoreUnavailableException($"The file system of '{directory}' cannot keep a write-ahead log: use a local disk.");
            Ask(connection, "PRAGMA synchronous = FULL");
            Ask(connection, "PRAGMA foreign_keys = ON");
            // Erased coordinates and names do not stay behind in the free space of a page.
            Ask(connection, "PRAGMA secure_delete = FAST");
            if (options.MaximumPages is { } pages) Ask(connection, $"PRAGMA max_page_count = {pages}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a reading connection.</summary>
    internal static SqliteConnection OpenReader(string directory) => Open(directory, SqliteOpenMode.ReadOnly);

    private static SqliteConnection Open(string directory, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, FileName),
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            Ask(connection, $"PRAGMA busy_timeout = {BusySeconds * 1_000}");
            Ask(connection, "PRAGMA cache_size = -16384");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string? Ask(SqliteConnection connection, string pragma)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar()?.ToString();
    }
}
