using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Api.Availability;

/// <summary>
/// The territories as they were last read, so that deciding where a question goes reads no store. They are read again at once when one was
/// written through this silo, and otherwise when they are older than <see cref="Age"/>: others write too.
/// </summary>
internal sealed class TerritoryAtlas(IPlanDirectory directory, StoreWatch watch, TimeProvider clock)
{
    /// <summary>How long what was read is taken for true.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private const int SitesRemembered = 10_000;

    private readonly RecentValues<string> _sites = new(SitesRemembered);
    private Reading? _last;
    private long _written;

    /// <summary>All territories, by id.</summary>
    /// <exception cref="StoreUnavailableException">They were never read, and the store cannot be read.</exception>
    public ValueTask<ImmutableArray<TerritorySettings>> ReadAsync(CancellationToken stop) =>
        Volatile.Read(ref _last) is { } last && last.Written == Volatile.Read(ref _written) && clock.GetElapsedTime(last.At) < Age
            ? new(last.Territories)
            : ReadAgainAsync(stop);

    /// <summary>The territory that has a site; null when none has. While the store cannot be read, the one that had it when it was last asked.</summary>
    /// <exception cref="StoreUnavailableException">It was never asked about, and the store cannot be read.</exception>
    public async ValueTask<string?> TerritoryOfSiteAsync(string site, CancellationToken stop)
    {
        try
        {
            string? territory = await watch.AskAsync((directory, site), static (ask, stop) => ask.directory.TerritoryOfSiteAsync(ask.site, stop), stop);
            if (territory is null) _sites.Forget(site);
            else _sites.Note(site, territory);
            return territory;
        }
        catch (StoreUnavailableException) when (_sites.TryGet(site, out string? before))
        {
            return before;
        }
    }

    /// <summary>Says that a territory was written.</summary>
    public void Outdate() => Interlocked.Increment(ref _written);

    private async ValueTask<ImmutableArray<TerritorySettings>> ReadAgainAsync(CancellationToken stop)
    {
        // Counted before reading: what is written while we read is read again.
        long written = Volatile.Read(ref _written), at = clock.GetTimestamp();
        try
        {
            var reading = new Reading([.. await watch.AskAsync(directory, static (directory, stop) => directory.TerritoriesAsync(stop), stop)], written, at);
            Volatile.Write(ref _last, reading);
            return reading.Territories;
        }
        catch (StoreUnavailableException) when (Volatile.Read(ref _last) is not null)
        {
            // Boards in memory are searched while the store is away; where they lie is remembered likewise.
            return Volatile.Read(ref _last)!.Territories;
        }
    }

    private sealed record Reading(ImmutableArray<TerritorySettings> Territories, long Written, long At);
}
