using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace OptiTime.Silo.Stores;

/// <summary>Where plans are kept: in a directory of this machine, or in a PostgreSQL database that many silos share. What it says of itself holds no password.</summary>
public sealed record StoreAddress
{
    /// <summary>The variable of the environment that says which database, where the command line does not.</summary>
    public const string Variable = "OPTITIME_STORE";

    private StoreAddress(string? directory, string? connection, string words) => (Directory, Connection, Words) = (directory, connection, words);

    /// <summary>The directory; null for a database.</summary>
    public string? Directory { get; }

    /// <summary>How the database is reached, with what must not be told; null for a directory.</summary>
    internal string? Connection { get; }

    private string Words { get; }

    /// <summary>Plans in a directory.</summary>
    public static StoreAddress InDirectory(string directory) => new(directory, null, directory);

    /// <summary>Plans in a database.</summary>
    /// <param name="connection">Its connection string: <c>Host=db;Database=optitime;Username=optitime;Password=…</c>.</param>
    /// <exception cref="FormatException">It is none; the message does not repeat it.</exception>
    public static StoreAddress OnServer(string connection) =>
        TryOnServer(connection, out StoreAddress? address, out string? fault) ? address : throw new FormatException(fault);

    /// <summary>Plans in a database, if this says which.</summary>
    internal static bool TryOnServer(string connection, [NotNullWhen(true)] out StoreAddress? address, [NotNullWhen(false)] out string? fault)
    {
        (address, fault) = (null, null);
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            fault = "The store is not written like Host=db;Database=optitime;Username=optitime.";
            return false;
        }
        string? host = Part(parts, "Host") ?? Part(parts, "Server");
        if (host is null)
        {
            fault = "The store names no host. Write it like Host=db;Database=optitime;Username=optitime.";
            return false;
        }
        string? database = Part(parts, "Database") ?? Part(parts, "DB") ?? Part(parts, "Username") ?? Part(parts, "User Id");
        string port = Part(parts, "Port") is { } named ? ":" + named : "";
        address = new StoreAddress(null, connection, $"database '{database ?? "of the user"}' on {host}{port}");
        return true;
    }

    /// <summary>Where, in words for people.</summary>
    public override string ToString() => Words;

    private static string? Part(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out object? value) && value is string { Length: > 0 } text ? text : null;
}
