namespace OptiTime.Storage.Sqlite;

/// <summary>How a SQLite store is opened.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>
    /// The most pages of 4,096 bytes the database may grow to, the write-ahead log not counted; then it is full. Null, the default: as far as
    /// the disk goes.
    /// </summary>
    public long? MaximumPages { get; init; }
}
