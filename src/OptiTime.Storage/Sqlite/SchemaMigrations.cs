using Dapper;
using Microsoft.Data.Sqlite;
using OptiTime.Planning.Time;
using OptiTime.Storage.Schema;

namespace OptiTime.Storage.Sqlite;

/// <summary>Brings a database to the schema of this build: numbered .sql files, each applied once, in order, in a transaction.</summary>
internal static class SchemaMigrations
{
    private const string OwnTable = $"""
        CREATE TABLE IF NOT EXISTS {SchemaFile.Table} (
            name TEXT    NOT NULL PRIMARY KEY,
            hash TEXT    NOT NULL,
            at   INTEGER NOT NULL
        ) STRICT
        """;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StoreSchemaException">What was applied is not what this build knows.</exception>
    internal static void Apply(SqliteConnection connection, Moment now)
    {
        connection.Execute(OwnTable);
        var applied = connection.Query<(string Name, string Hash)>($"SELECT name, hash FROM {SchemaFile.Table}");
        foreach (SchemaFile file in SchemaFile.MissingIn("Sqlite", applied))
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(file.Sql, transaction: transaction);
            connection.Execute(
                $"INSERT INTO {SchemaFile.Table} (name, hash, at) VALUES (@Name, @Hash, @At)", new { file.Name, file.Hash, At = now.Value }, transaction);
            transaction.Commit();
        }
    }
}
