using System.Net.Sockets;
using Npgsql;
using OptiTime.Engine.Log;

namespace OptiTime.Storage.Postgres;

/// <summary>
/// Says in plain words why PostgreSQL did not do what it was asked, where that is the world's fault and not the caller's. What the server
/// answered with an error, it has taken back; where it did not answer, or ended the connection, nobody knows.
/// <list type="table">
/// <listheader><term>what came</term><description>what becomes of an append</description></listheader>
/// <item><term>no connection: refused, timed out, 53300, 57P03, 28xxx, 3D000</term><description>unavailable: nothing was sent</description></item>
/// <item><term>23505: a new log, an id or a key that another took at that moment</term><description>sent again, and then told in order</description></item>
/// <item><term>40P01 deadlock, 40001 serialization</term><description>sent again</description></item>
/// <item><term>OT001, raised by the append itself</term><description>double booked</description></item>
/// <item><term>53xxx full, 58030 disk, XX001/2 damaged, 25006 read-only, 57014 took too long, 55P03</term><description>unavailable: taken back</description></item>
/// <item><term>57P01, 57P02, 57P05, 08xxx, a reply that broke off or did not come in time</term><description>unknown: sending it again tells</description></item>
/// <item><term>anything else the server answered</term><description>a mistake of this program: surfaces as it is</description></item>
/// </list>
/// </summary>
internal static class StoreFailure
{
    /// <summary>What an append raises about a double booking; the hint says which.</summary>
    internal const string DoubleBooking = "OT001";

    /// <summary>Whether a failure is one of connections and servers rather than of this program.</summary>
    internal static bool IsWorlds(Exception failure) => failure is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>Whether the same may well succeed when it is sent again at once: somebody else was in the way, and has been let pass.</summary>
    internal static bool IsCollision(PostgresException failure) => failure.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether the connection is gone, and with it the answer.</summary>
    internal static bool IsLost(Exception failure) => failure is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or "57P05"
            || answer.SqlState.StartsWith("08", StringComparison.Ordinal)
        : IsWorlds(failure);

    /// <summary>No connection could be had.</summary>
    internal static StoreUnavailableException OnConnecting(Exception failure) =>
        new($"The database cannot be reached: nothing was written. ({Told(failure)})", failure);

    /// <summary>A write was sent, and no answer came.</summary>
    internal static OutcomeUnknownException ReplyLost(Exception failure) =>
        new($"The database's reply to a write was lost: whether it was written is not known. ({Told(failure)})", failure);

    /// <summary>The failure of a reading or a write that can be done again, as the engine knows it; null when it is a mistake of this program.</summary>
    internal static StoreUnavailableException? From(Exception failure) =>
        IsLost(failure) ? new StoreUnavailableException($"The connection to the database broke: {Told(failure)}", failure)
        : failure is PostgresException answer && Words(answer.SqlState) is { } words ? new StoreUnavailableException($"{words} ({Told(failure)})", failure)
        : null;

    private static string? Words(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "The database's disk is full: nothing was written.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "The database takes no writes: it is a replica, or set read-only. Nothing was written; connect to the primary.",
        PostgresErrorCodes.QueryCanceled => "The database took too long, and took it back: nothing was written.",
        PostgresErrorCodes.LockNotAvailable => "The database is locked by somebody else: nothing was written.",
        PostgresErrorCodes.IoError => "The database's disk failed: nothing was written.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "The database is damaged: restore it from a copy.",
        _ when state.StartsWith("53", StringComparison.Ordinal) => "The database has no room, memory or connections left: nothing was written.",
        _ when state.StartsWith("40", StringComparison.Ordinal) => "Others were in the way again and again: nothing was written.",
        _ => null,
    };

    private static string Told(Exception failure) => failure is PostgresException answer
        ? $"PostgreSQL {answer.SqlState}: {answer.MessageText}"
        : failure.InnerException is { } inner ? $"{failure.Message}: {inner.Message}" : failure.Message;
}
