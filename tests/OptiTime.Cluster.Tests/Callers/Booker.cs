using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests.Callers;

/// <summary>Callers who do nothing but ask for offers and book the first, one after the other.</summary>
/// <param name="name">Names their keys and references; unique.</param>
/// <param name="desk">Where they call from.</param>
/// <param name="territory">Where they book.</param>
internal sealed class Booker(string name, Desk desk, string territory)
{
    private int _number;

    /// <summary>Asks for offers and books the best.</summary>
    /// <param name="silo">Whom to call, asked anew for each call.</param>
    /// <param name="insists">Whether the same call is made again until somebody knows what came of it.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What came of it; null where there was no offer, or no answer.</returns>
    internal async Task<Reply?> BookAsync(Func<SiloProcess> silo, bool insists, CancellationToken stop = default)
    {
        int number = Interlocked.Increment(ref _number);
        string reference = $"{name}-{number}";
        var addresses = Company.AddressesOf(territory);
        Reply found = await desk.SearchAsync(silo(), territory, reference, addresses[number % addresses.Count], stop: stop);
        if (!found.IsDone || found.Body.GetProperty("offers").GetArrayLength() == 0) return null;
        string offer = found.Body.GetProperty("offers")[0].GetProperty("offer").GetString()!;
        return insists ? await desk.InsistAsync(TakeAsync, stop) : await TakeAsync();

        Task<Reply> TakeAsync() => desk.TakeAsync(silo(), territory, reference, offer, null, $"{reference}-key", stop);
    }
}
