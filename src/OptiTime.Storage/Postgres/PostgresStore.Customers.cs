using Dapper;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Postgres;

/// <content>The customer table.</content>
public sealed partial class PostgresStore
{
    /// <summary>Writes one, if it stands at the version asked for, and says at which it stands now.</summary>
    private const string PutCustomer = """
        INSERT INTO customer (id, name, phone, address, tier, latitude, longitude, prefer, require, refuse, version)
        VALUES (@Id, @Name, @Phone, @Address, @Tier, @Latitude, @Longitude, @Prefer, @Require, @Refuse, 1)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, phone = excluded.phone, address = excluded.address, tier = excluded.tier, latitude = excluded.latitude,
            longitude = excluded.longitude, prefer = excluded.prefer, require = excluded.require, refuse = excluded.refuse,
            version = customer.version + 1
        WHERE @IfVersion::bigint IS NULL OR customer.version = @IfVersion
        RETURNING version
        """;

    private const string EraseCustomer = """
        WITH places AS (UPDATE place SET latitude = NULL, longitude = NULL WHERE customer = @id RETURNING id),
            gone AS (DELETE FROM customer WHERE id = @id RETURNING id),
            counted AS (UPDATE erasure SET count = count + 1 WHERE EXISTS (SELECT FROM gone) OR EXISTS (SELECT FROM places))
        SELECT count(*) FROM gone
        """;

    /// <inheritdoc/>
    public async ValueTask<Customer?> FindAsync(string id, CancellationToken stop) =>
        await ListAsync<CustomerRow>($"{CustomerRow.Select} WHERE id = @id", new { id }, stop) is [var row] ? row.ToCustomer() : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Customer>> ListAsync(string? after, int limit, CancellationToken stop) =>
        (await ListAsync<CustomerRow>(
            $"{CustomerRow.Select} WHERE id > @after ORDER BY id LIMIT @limit",
            new { after = after ?? "", limit = Math.Clamp(limit, 1, StoreLimits.ListPage) }, stop)).ConvertAll(row => row.ToCustomer());

    /// <inheritdoc/>
    /// <exception cref="OutcomeUnknownException">The reply was lost.</exception>
    public ValueTask<IReadOnlyList<Customer>?> PutAsync(IReadOnlyList<Customer> customers, long? ifVersion, CancellationToken stop) =>
        _questions.WriteAsync<IReadOnlyList<Customer>?>(async connection =>
        {
            var written = new Customer[customers.Count];
            // In the order of their ids, so that two imports do not wait for each other.
            foreach ((int index, Customer customer) in customers.Index().OrderBy(one => one.Item.Id, StringComparer.Ordinal))
            {
                long? version = await connection.ExecuteScalarAsync<long?>(PutCustomer, Values(customer, ifVersion));
                if (version is null || (ifVersion is { } expected && version != expected + 1)) return null;
                written[index] = customer with { Version = version.Value };
            }
            return written;
        }, written => written is not null, stop);

    /// <inheritdoc/>
    /// <exception cref="OutcomeUnknownException">The reply was lost.</exception>
    public ValueTask<bool> EraseAsync(string id, CancellationToken stop) => _questions.WriteAsync(
        async connection => await connection.ExecuteScalarAsync<long>(EraseCustomer, new { id }) > 0, _ => true, stop);

    private static object Values(Customer customer, long? ifVersion) => new
    {
        customer.Id,
        customer.Name,
        customer.Phone,
        customer.Address,
        customer.Tier,
        customer.Location?.Latitude,
        customer.Location?.Longitude,
        Prefer = CustomerRow.Json(customer.Prefer),
        Require = CustomerRow.Json(customer.Require),
        Refuse = CustomerRow.Json(customer.Refuse),
        IfVersion = ifVersion,
    };
}
