using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Api.Availability;

/// <summary>
/// Customers as questions need them. Each is read from the store; only while that cannot be read is one answered for from memory, if it was
/// read within the hour: without name, phone and address, which no question needs. Who is erased is forgotten, on other silos with their
/// next look at the log.
/// </summary>
internal sealed class CustomerMemory(ICustomerDirectory directory, StoreWatch watch, TimeProvider clock)
{
    /// <summary>How many of those read last are remembered at the least; at the most twice as many.</summary>
    public const int Remembered = 10_000;

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1), Refreshed = TimeSpan.FromMinutes(1);

    private readonly RecentValues<Reading> _recent = new(Remembered);

    /// <summary>The customer of an id; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read, and they were not asked about lately.</exception>
    public async ValueTask<Customer?> FindAsync(string id, CancellationToken stop)
    {
        try
        {
            Customer? customer = await watch.AskAsync((directory, id), static (ask, stop) => ask.directory.FindAsync(ask.id, stop), stop);
            if (customer is null) Forget(id);
            else Remember(customer);
            return customer;
        }
        catch (StoreUnavailableException away)
        {
            return Recall(id) ?? throw new StoreUnavailableException(
                $"The customers cannot be read now, and '{id}' was not asked about lately. Ask with a tier and a location instead, or try again. {away.Message}", away);
        }
    }

    /// <summary>Forgets a customer.</summary>
    public void Forget(string id) => _recent.Forget(id);

    /// <summary>Forgets everybody: somebody was erased elsewhere.</summary>
    public void Clear() => _recent.Clear();

    private Customer? Recall(string id) => _recent.TryGet(id, out Reading? reading) && clock.GetElapsedTime(reading.At) < Lasts ? reading.Customer : null;

    private void Remember(Customer customer)
    {
        if (_recent.TryGet(customer.Id, out Reading? before) && before.Customer.Version == customer.Version && clock.GetElapsedTime(before.At) < Refreshed) return;
        _recent.Note(customer.Id, new Reading(customer with { Name = null, Phone = null, Address = null }, clock.GetTimestamp()));
    }

    private sealed record Reading(Customer Customer, long At);
}
