using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using OptiTime.Planning.Time;

namespace OptiTime.Storage.Sqlite;

/// <summary>The store's tables are not those this build knows: a file of the schema was altered after it was applied, or a newer build was here.</summary>
public sealed class StoreSchemaException : Exception
{
    /// <summary>Says what is different, and what to do.</summary>
    public StoreSchemaException(string message) : base(message) { }
}

/// <summary>Brings a database to the schema of this build: numbered .sql files, each applied once, in order, in a transaction.</summary>
internal static class SchemaMigrations
{
    private const string Prefix = "OptiTime.Storage.Sqlite.Schema.";

    private const string OwnTable = """
        CREATE TABLE IF NOT EXISTS schema_migration (
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
        var applied = connection.Query<(string Name, string Hash)>("SELECT name, hash FROM schema_migration")
            .ToDictionary(row => row.Name, row => row.Hash);
        foreach ((string name, string sql) in Files())
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (!applied.Remove(name, out string? before)) ApplyOne(connection, name, sql, hash, now);
            else if (before != hash)
                throw new StoreSchemaException(
                    $"The schema file {name} was altered after it had been applied to this store (then {before[..12]}, now {hash[..12]}). "
                    + "Restore the file and put the alteration into a new one.");
        }
        if (applied.Count > 0)
            throw new StoreSchemaException(
                $"This store was made by a newer build: {string.Join(", ", applied.Keys.Order(StringComparer.Ordinal))} is not known here. "
                + "Run that build or a newer one.");
    }

    private static void ApplyOne(SqliteConnection connection, string name, string sql, string hash, Moment now)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(sql, transaction: transaction);
        connection.Execute("INSERT INTO schema_migration (name, hash, at) VALUES (@name, @hash, @at)", new { name, hash, at = now.Value }, transaction);
        transaction.Commit();
    }

    /// <summary>The files in order. Line ends do not count: a checkout may have changed them.</summary>
    private static IEnumerable<(string Name, string Sql)> Files()
    {
        var assembly = typeof(SchemaMigrations).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        foreach (string resource in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[Prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
