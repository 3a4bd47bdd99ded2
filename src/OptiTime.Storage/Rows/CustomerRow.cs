using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Travel;

namespace OptiTime.Storage.Rows;

/// <summary>A row of the customer table.</summary>
internal sealed record CustomerRow(
    string Id, string? Name, string? Phone, string? Address, string? Tier, double? Latitude, double? Longitude, string Prefer, string Require,
    string Refuse, long Version)
{
    /// <summary>The query that gives such rows.</summary>
    internal const string Select =
        "SELECT id, name, phone, address, tier, latitude, longitude, prefer, require, refuse, version FROM customer";

    /// <summary>The row a reader stands at.</summary>
    internal static CustomerRow From(DbDataReader row) => new(
        row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4), Number(row, 5), Number(row, 6),
        row.GetString(7), row.GetString(8), row.GetString(9), row.GetInt64(10));

    /// <summary>The customer.</summary>
    internal Customer ToCustomer() => new(
        Id, Name, Phone, Address, Tier, Latitude is { } latitude && Longitude is { } longitude ? new Location(latitude, longitude) : null,
        Ids(Prefer), Ids(Require), Ids(Refuse), Version);

    /// <summary>A list of ids as it stands in a row.</summary>
    internal static string Json(ImmutableArray<string> ids) => JsonSerializer.Serialize(ids);

    private static ImmutableArray<string> Ids(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<ImmutableArray<string>>(json);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
