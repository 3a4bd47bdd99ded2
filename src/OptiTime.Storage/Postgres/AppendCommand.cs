using System.Data.Common;
using System.Text.Json;
using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Postgres;

/// <summary>One append on its way: what is sent, and what its reply means.</summary>
/// <param name="append">The append.</param>
/// <param name="parts">What its parts do.</param>
/// <param name="territories">The territories whose horizon advances without their being defined in the append.</param>
internal sealed class AppendCommand(Append append, IReadOnlyList<PartEffects> parts, IReadOnlyDictionary<string, TerritoryDefined> territories)
{
    /// <summary>How often an append is sent again because others were in its way.</summary>
    private const int Tries = 8;

    private const string Call = """
        SELECT outcome, "position", log, version, at, request_hash, command, answer, kind, id, holder
        FROM optitime_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private readonly object[] _values = AppendRows.Of(append, parts, territories);

    /// <summary>Sends it, and again where others were in its way.</summary>
    /// <param name="pool">The connections to send it on.</param>
    /// <param name="lost">Called when one was lost: those of before it are likely to be lost too.</param>
    /// <param name="options">How long is waited.</param>
    /// <param name="stop">Gives up waiting for a connection; what was sent is waited for.</param>
    /// <exception cref="StoreUnavailableException">The database cannot write now; nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The reply was lost.</exception>
    internal async ValueTask<AppendOutcome> SendAsync(NpgsqlDataSource pool, Action lost, PostgresStoreOptions options, CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            NpgsqlConnection connection = await Connections.OpenAsync(pool, lost, stop);
            try
            {
                return await WithinAsync(options, ReplyAsync(connection));
            }
            catch (PostgresException refusal) when (refusal.SqlState == StoreFailure.DoubleBooking)
            {
                return JsonSerializer.Deserialize<string[]>(refusal.Hint!) is [var log, var resource, var commitment]
                    ? new DoubleBooked(log, resource, commitment)
                    : throw new InvalidOperationException($"The database said of a double booking: {refusal.Hint}", refusal);
            }
            catch (PostgresException collision) when (StoreFailure.IsCollision(collision) && attempt < Tries)
            {
                // The transaction is gone, and so is who was in the way: now it is told what they did.
            }
            catch (Exception failure) when (StoreFailure.IsLost(failure))
            {
                lost();
                throw StoreFailure.ReplyLost(failure);
            }
            catch (PostgresException failure) when (StoreFailure.From(failure) is { } unavailable)
            {
                throw unavailable;
            }
        }
    }

    /// <summary>
    /// Waits for a reply, and leaves what does not come in time to itself, with its connection. It is not called off: a commit that waits for
    /// its standby would then be made without it, and seen by everybody.
    /// </summary>
    private static async Task<AppendOutcome> WithinAsync(PostgresStoreOptions options, Task<AppendOutcome> reply)
    {
        try
        {
            return await reply.WaitAsync(options.ReplyTimeout, options.Time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _ = reply.ContinueWith(late => late.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw;
        }
    }

    private async Task<AppendOutcome> ReplyAsync(NpgsqlConnection connection)
    {
        await using (connection)
        {
            await using var command = new NpgsqlCommand(Call, connection) { CommandTimeout = 0 };
            foreach (object value in _values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using NpgsqlDataReader row = await command.ExecuteReaderAsync(CancellationToken.None);
            await row.ReadAsync(CancellationToken.None);
            return Outcome(row);
        }
    }

    private AppendOutcome Outcome(NpgsqlDataReader row) => row.GetString(0) switch
    {
        "appended" => new Appended(new Moment(row.GetInt32(4))),
        "version" => new VersionLost(row.GetString(2), row.GetInt64(3)),
        "guard" => new GuardFailed(append.Guards[row.GetInt32(1) - 1].Command, append.Guards[row.GetInt32(1) - 1].Guard, new Moment(row.GetInt32(4))),
        "answered" => Answered(append.Answers[row.GetInt32(1) - 1], row),
        "taken" => new IdTaken(row.GetString(2), row.GetString(8), row.GetString(9), row.GetString(10)),
        var outcome => throw new InvalidOperationException($"The database answered an append with '{outcome}'."),
    };

    private static AlreadyAnswered Answered(StoredAnswer asked, DbDataReader row) => new(asked.Command, AnswerRow.Read(row, asked.Key, first: 5));
}
