using Npgsql;
using OptiTime.Engine.Log;

namespace OptiTime.Storage.Postgres;

/// <summary>Asks the database, and lets it do small things, on a connection of the pool; failures are told as the engine knows them.</summary>
/// <param name="pool">The connections.</param>
/// <param name="lost">Called when one was lost: those of before it are likely to be lost too.</param>
internal sealed class Questions(NpgsqlDataSource pool, Action lost)
{
    /// <summary>Asks; once more where the connection broke, for the server may have been started anew since it was last used.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be asked now.</exception>
    internal async ValueTask<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken stop)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            await using NpgsqlConnection connection = await Connections.OpenAsync(pool, lost, stop);
            try
            {
                return await ask(connection);
            }
            catch (Exception failure) when (isFirst && StoreFailure.IsLost(failure))
            {
                lost();
            }
            catch (Exception failure) when (StoreFailure.From(failure) is { } unavailable)
            {
                throw unavailable;
            }
        }
    }

    /// <summary>Does some work in a transaction, which is kept whole or not at all.</summary>
    /// <param name="work">The work.</param>
    /// <param name="keep">Whether what came of it is to be kept; otherwise all of it is taken back.</param>
    /// <param name="stop">Gives up waiting for a connection; work that has begun is finished.</param>
    /// <exception cref="StoreUnavailableException">The database cannot write now; nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The reply was lost.</exception>
    internal async ValueTask<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, Func<T, bool> keep, CancellationToken stop)
    {
        await using NpgsqlConnection connection = await Connections.OpenAsync(pool, lost, stop);
        try
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            T result = await work(connection);
            if (keep(result)) await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception failure) when (StoreFailure.IsLost(failure))
        {
            lost();
            throw StoreFailure.ReplyLost(failure);
        }
        catch (Exception failure) when (StoreFailure.From(failure) is { } unavailable)
        {
            throw unavailable;
        }
    }
}
