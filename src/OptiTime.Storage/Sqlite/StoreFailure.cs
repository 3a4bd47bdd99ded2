using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;
using static SQLitePCL.raw;

namespace OptiTime.Storage.Sqlite;

/// <summary>Says in plain words why SQLite cannot do what it was asked, where that is the world's fault and not the caller's.</summary>
internal static class StoreFailure
{
    /// <summary>The failure as the engine knows it; null when it is a mistake in what was asked, and should surface as one.</summary>
    internal static StoreUnavailableException? From(SqliteException failure) => Words(failure.SqliteErrorCode) is { } words
        ? new StoreUnavailableException($"{words} (SQLite {failure.SqliteExtendedErrorCode}: {failure.Message})", failure)
        : null;

    private static string? Words(int code) => code switch
    {
        SQLITE_FULL => "The disk is full, or the store has reached its maximum size: nothing was written.",
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH => "The store is read-only: nothing was written.",
        SQLITE_IOERR => "The disk failed, or a limit on the size of files was reached: nothing was written.",
        SQLITE_CANTOPEN => "The store's file cannot be opened.",
        SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL => "The store is locked by another program: nothing was written.",
        SQLITE_NOMEM => "There is no memory left for the store: nothing was written.",
        SQLITE_CORRUPT or SQLITE_NOTADB => "The store's file is damaged: restore it from a copy.",
        _ => null,
    };
}
