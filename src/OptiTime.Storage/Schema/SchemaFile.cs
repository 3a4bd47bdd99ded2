using System.Security.Cryptography;
using System.Text;

namespace OptiTime.Storage.Schema;

/// <summary>A numbered .sql file, applied once to each database.</summary>
/// <param name="Name">The file's name, which begins with its number.</param>
/// <param name="Sql">What it does.</param>
internal sealed record SchemaFile(string Name, string Sql)
{
    /// <summary>The table in which a database remembers what was applied to it. Its rows have a name, a hash and the moment.</summary>
    internal const string Table = "schema_migration";

    /// <summary>SHA-256 of what it does, in hexadecimal digits.</summary>
    internal string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The files of a kind of store that a database still lacks, in order.</summary>
    /// <param name="store">The folder of the store: <c>Sqlite</c> or <c>Postgres</c>.</param>
    /// <param name="applied">Names and hashes of what was applied.</param>
    /// <exception cref="StoreSchemaException">What was applied is not what this build knows.</exception>
    internal static IReadOnlyList<SchemaFile> MissingIn(string store, IEnumerable<(string Name, string Hash)> applied)
    {
        var before = applied.ToDictionary(row => row.Name, row => row.Hash);
        var missing = new List<SchemaFile>();
        foreach (SchemaFile file in Of(store))
        {
            if (!before.Remove(file.Name, out string? hash)) missing.Add(file);
            else if (hash != file.Hash)
                throw new StoreSchemaException(
                    $"The schema file {file.Name} was altered after it had been applied to this store (then {hash[..12]}, now {file.Hash[..12]}). "
                    + "Restore the file and put the alteration into a new one.");
        }
        if (before.Count == 0) return missing;
        throw new StoreSchemaException(
            $"This store was made by a newer build: {string.Join(", ", before.Keys.Order(StringComparer.Ordinal))} is not known here. "
            + "Run that build or a newer one.");
    }

    /// <summary>The files in order. Line ends do not count: a checkout may have changed them.</summary>
    private static IEnumerable<SchemaFile> Of(string store)
    {
        var assembly = typeof(SchemaFile).Assembly;
        string prefix = $"OptiTime.Storage.{store}.Schema.";
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        foreach (string resource in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new SchemaFile(resource[prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
