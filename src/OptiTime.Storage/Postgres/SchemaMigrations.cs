using System.Security.Cryptography;
using Dapper;
using Npgsql;
using OptiTime.Storage.Schema;

namespace OptiTime.Storage.Postgres;

/// <summary>
/// Brings a database to the schema of this build: numbered .sql files, each applied once, in order, in a transaction. Silos that start at
/// once take turns.
/// </summary>
internal static class SchemaMigrations
{
    /// <summary>The advisory lock under which tables are made; a number that nobody else is likely to have.</summary>
    private const long Turn = 0x4F707469_54696D65;

    private const int SecretBytes = 32;

    private const string OwnTable = $"""
        CREATE TABLE IF NOT EXISTS {SchemaFile.Table} (
            name text        NOT NULL PRIMARY KEY,
            hash text        NOT NULL,
            at   timestamptz NOT NULL DEFAULT clock_timestamp()
        )
        """;

    /// <summary>Applies what is missing, and makes the first secret for offers.</summary>
    /// <exception cref="StoreSchemaException">What was applied is not what this build knows, or an extension cannot be had.</exception>
    internal static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        // Waiting for one's turn may take as long as the longest migration.
        await RunAsync("SET statement_timeout = 0");
        await RunAsync($"SELECT pg_advisory_lock({Turn})");
        // A refused file leaves the connection as it was; the lock is given back with it.
        await RunAsync(OwnTable);
        var applied = await connection.QueryAsync<(string Name, string Hash)>($"SELECT name, hash FROM {SchemaFile.Table}");
        foreach (SchemaFile file in SchemaFile.MissingIn("Postgres", applied)) await ApplyAsync(connection, file, stop);
        await connection.ExecuteAsync(
            "INSERT INTO offer_key (secret) SELECT @secret WHERE NOT EXISTS (SELECT FROM offer_key)",
            new { secret = RandomNumberGenerator.GetBytes(SecretBytes) });

        Task RunAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: stop));
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, SchemaFile file, CancellationToken stop)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(file.Sql, transaction: transaction, commandTimeout: 0, cancellationToken: stop));
        }
        catch (PostgresException refusal) when (refusal.MessageText.Contains("btree_gist", StringComparison.Ordinal))
        {
            throw new StoreSchemaException(
                $"The database lacks the extension btree_gist, which keeps resources from being booked twice, and it cannot be made: {refusal.MessageText}. "
                + "It comes with PostgreSQL's contrib package; where this role may not make it, let an administrator run CREATE EXTENSION btree_gist.",
                refusal);
        }
        await connection.ExecuteAsync($"INSERT INTO {SchemaFile.Table} (name, hash) VALUES (@Name, @Hash)", new { file.Name, file.Hash }, transaction);
        await transaction.CommitAsync(stop);
    }
}
