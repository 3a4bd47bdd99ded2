using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Repair;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Looks up whom customers want and do not want, for commands that may give them somebody else.</summary>
internal sealed class CustomerWishes(CustomerMemory customers)
{
    /// <summary>The wishes of customers, as far as they can be read: nobody's call waits for it.</summary>
    /// <param name="ids">Their ids. Who is not there any more has no wishes.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<KnownWishes> OfAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var known = ImmutableDictionary.CreateBuilder<string, ResourceWishes>(StringComparer.Ordinal);
        try
        {
            foreach (string id in ids)
                known[id] = await customers.FindAsync(id, stop) is { } customer ? new ResourceWishes(customer.Require, customer.Refuse) : new ResourceWishes([], []);
        }
        catch (StoreUnavailableException)
        {
            // Of the others nobody knows: what is proposed to them is whom they had.
        }
        return new KnownWishes(known.ToImmutable());
    }
}
