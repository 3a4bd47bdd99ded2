using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Contract;

namespace OptiTime.Storage.Tests.Sqlite;

/// <summary>Makes SQLite stores in directories that are gone after the test.</summary>
public sealed class SqliteFactory : IStoreFactory
{
    private readonly List<SqliteStore> _stores = [];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("optitime-");

    /// <summary>The directory of a store that is not made yet.</summary>
    public string NewDirectory() => Path.Combine(_root.FullName, Guid.NewGuid().ToString("N"));

    public Store Open(TimeProvider clock)
    {
        SqliteStore store = Open(NewDirectory(), clock);
        return new Store(store, store, store);
    }

    public SqliteStore Open(string directory, TimeProvider clock, SqliteStoreOptions? options = null)
    {
        SqliteStore store = SqliteStore.Open(directory, clock, options);
        _stores.Add(store);
        return store;
    }

    public void Dispose()
    {
        foreach (SqliteStore store in _stores) store.Dispose();
        _root.Delete(recursive: true);
    }
}
