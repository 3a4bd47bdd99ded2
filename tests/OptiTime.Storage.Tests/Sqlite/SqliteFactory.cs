using Microsoft.Data.Sqlite;
using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Contract;
using OptiTime.Storage.Tests.Support;

namespace OptiTime.Storage.Tests.Sqlite;

/// <summary>Makes SQLite stores in directories that are gone after the test.</summary>
public sealed class SqliteFactory : IStoreFactory, IDisposable
{
    private readonly List<SqliteStore> _stores = [];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("optitime-");

    /// <summary>The directory of a store that is not made yet.</summary>
    public string NewDirectory() => Path.Combine(_root.FullName, Guid.NewGuid().ToString("N"));

    public Task<Store> OpenAsync(ManualTimeProvider clock)
    {
        SqliteStore store = Open(NewDirectory(), clock);
        return Task.FromResult(new Store(store, store, store, store));
    }

    public async Task ExecuteAsync(Store store, string sql)
    {
        await using SqliteCommand command = ((SqliteStore)store.Log).WritingConnection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public SqliteStore Open(string directory, TimeProvider clock, SqliteStoreOptions? options = null)
    {
        SqliteStore store = SqliteStore.Open(directory, clock, options);
        _stores.Add(store);
        return store;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        foreach (SqliteStore store in _stores) store.Dispose();
        _root.Delete(recursive: true);
    }
}
