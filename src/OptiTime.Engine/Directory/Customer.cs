using System.Collections.Immutable;
using OptiTime.Planning.Travel;

namespace OptiTime.Engine.Directory;

/// <summary>Who asks. Personal data: kept in the customer table only, never in a log, and erased with it.</summary>
/// <param name="Id">Opaque id, 1 to 64 characters.</param>
/// <param name="Name">The person's or company's name; at most 200 characters.</param>
/// <param name="Phone">How to call; at most 40 characters.</param>
/// <param name="Address">Where they live, in words; at most 400 characters.</param>
/// <param name="Tier">Their tier (<c>platinum</c>, <c>gold</c>, ...); null for none.</param>
/// <param name="Location">Where they are; null when not known.</param>
/// <param name="Prefer">Resources they would rather have.</param>
/// <param name="Require">Resources one of which it must be; empty for any.</param>
/// <param name="Refuse">Resources they do not want.</param>
/// <param name="Version">Counts the changes to this customer, from 1.</param>
public sealed record Customer(
    string Id, string? Name, string? Phone, string? Address, string? Tier, Location? Location,
    ImmutableArray<string> Prefer, ImmutableArray<string> Require, ImmutableArray<string> Refuse, long Version);

/// <summary>The customer table.</summary>
public interface ICustomerDirectory
{
    /// <summary>The customer of an id; null when there is none.</summary>
    ValueTask<Customer?> FindAsync(string id, CancellationToken stop);

    /// <summary>Customers by id, after one; at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Customer>> ListAsync(string? after, int limit, CancellationToken stop);

    /// <summary>Writes customers, each in place of the one of its id, all in one transaction.</summary>
    /// <param name="customers">The customers; their <see cref="Customer.Version"/> is ignored.</param>
    /// <param name="ifVersion">Only if each stands at this version (0: is new); null: in any case.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Them as written; null when <paramref name="ifVersion"/> did not hold, and then nothing was written.</returns>
    ValueTask<IReadOnlyList<Customer>?> PutAsync(IReadOnlyList<Customer> customers, long? ifVersion, CancellationToken stop);

    /// <summary>Erases a customer and the coordinates of every place that was written for them.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> EraseAsync(string id, CancellationToken stop);
}
