using Dapper;
using Microsoft.Data.Sqlite;
using OptiTime.Engine.Directory;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Sqlite;

/// <content>The customer table.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public ValueTask<Customer?> FindAsync(string id, CancellationToken stop) =>
        new(_readers.ReadWith(reader =>
    {
        using SqliteDataReader rows = reader.Customer.Rows(id);
        return rows.Read() ? CustomerRow.From(rows).ToCustomer() : null;
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Customer>> ListAsync(string? after, int limit, CancellationToken stop) =>
        new(_readers.Read(connection => connection
            .Query<CustomerRow>(
                $"{CustomerRow.Select} WHERE id > @after ORDER BY id LIMIT @limit",
                new { after = after ?? "", limit = Math.Clamp(limit, 1, StoreLimits.ListPage) })
            .AsList().ConvertAll(row => row.ToCustomer())));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Customer>?> PutAsync(IReadOnlyList<Customer> customers, long? ifVersion, CancellationToken stop) =>
        _writer.WriteAsync<IReadOnlyList<Customer>?>(() => _customers.Put(customers, ifVersion), written => written is not null, stop);

    /// <inheritdoc/>
    public async ValueTask<bool> EraseAsync(string id, CancellationToken stop)
    {
        bool erased = await _writer.WriteAsync(() => _customers.Erase(id), _ => true, stop);
        // Nobody else has this directory: who counts from here misses none.
        if (erased) Interlocked.Increment(ref _erasures);
        return erased;
    }
}
