using OptiTime.Engine.Directory;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Sqlite;

/// <summary>Writes and erases customers. Called inside a transaction of the writer.</summary>
internal sealed class CustomerWriter(Writer writer)
{
    private readonly Statement _version = writer.Prepare("SELECT version FROM customer WHERE id = ?1");

    private readonly Statement _put = writer.Prepare("""
        INSERT OR REPLACE INTO customer (id, name, phone, address, tier, latitude, longitude, prefer, require, refuse, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    private readonly Statement _erase = writer.Prepare("DELETE FROM customer WHERE id = ?1");

    private readonly Statement _erasePlaces = writer.Prepare("UPDATE place SET latitude = NULL, longitude = NULL WHERE customer = ?1");

    /// <summary>Writes customers, each one version on.</summary>
    /// <returns>Them as written; null when one does not stand at the version asked for.</returns>
    internal List<Customer>? Put(IReadOnlyList<Customer> customers, long? ifVersion)
    {
        var written = new List<Customer>(customers.Count);
        foreach (Customer customer in customers)
        {
            long before = _version.Value(customer.Id) as long? ?? 0;
            if (ifVersion is { } expected && before != expected) return null;
            Customer after = customer with { Version = before + 1 };
            _put.Run(
                after.Id, after.Name, after.Phone, after.Address, after.Tier, after.Location?.Latitude, after.Location?.Longitude,
                CustomerRow.Json(after.Prefer), CustomerRow.Json(after.Require), CustomerRow.Json(after.Refuse), after.Version);
            written.Add(after);
        }
        return written;
    }

    /// <summary>Erases a customer and the coordinates of their places. The places' ids stay: the log names them.</summary>
    /// <returns>Whether there was such a customer.</returns>
    internal bool Erase(string id)
    {
        _erasePlaces.Run(id);
        return _erase.Run(id) > 0;
    }
}
