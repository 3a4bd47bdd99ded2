using System.Collections.Concurrent;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;

namespace OptiTime.Engine.Value;

/// <summary>
/// The bid prices of territories, reckoned anew when the host says so from what was counted and what is planned. What was counted of past days
/// is read once an hour, for it hardly changes once there is something; what is left of capacity is looked at each time.
/// </summary>
/// <param name="counts">What was counted.</param>
/// <param name="clock">The store's clock.</param>
public sealed class BidPriceBook(IDemandCounts counts, TimeProvider clock)
{
    private static readonly TimeSpan CurveLife = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);

    /// <summary>The prices of a territory; null where nothing is known yet.</summary>
    public BidPrices? Find(string territory) => _pages.TryGetValue(territory, out Page? page) ? page.Prices : null;

    /// <summary>What is expected in a territory; null where nothing is known yet.</summary>
    public BookingCurve? FindCurve(string territory) => _pages.TryGetValue(territory, out Page? page) ? page.Curve : null;

    /// <summary>What a request pays for capacity others would have used; null where nothing is known of that, or it is switched off.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="service">The service asked for.</param>
    /// <param name="tier">The customer's tier; null for none.</param>
    public OpportunityCost? CostOf(TerritorySettings territory, Service service, string? tier)
    {
        OpportunitySettings settings = territory.Opportunity ?? OpportunitySettings.Default;
        return settings.Weight > 0 && Find(territory.Id) is { } prices ? new OpportunityCost(prices, settings, service.Class, tier) : null;
    }

    /// <summary>Reckons the prices of some territories anew, and forgets those of all others.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now; the prices that were not reckoned yet stay as they were.</exception>
    public async ValueTask RefreshAsync(IReadOnlyCollection<Board> boards, CancellationToken stop)
    {
        foreach (string gone in _pages.Keys.Except(boards.Select(board => board.Settings.Id), StringComparer.Ordinal)) _pages.TryRemove(gone, out _);
        foreach (Board board in boards) await RefreshAsync(board, stop);
    }

    private async ValueTask RefreshAsync(Board board, CancellationToken stop)
    {
        string territory = board.Settings.Id;
        OpportunitySettings settings = board.Settings.Opportunity ?? OpportunitySettings.Default;
        DateTimeOffset now = clock.GetUtcNow();
        var moment = Moment.Max(Moment.From(now), board.At);
        int today = board.Clock.DayOf(moment);
        if (!_pages.TryGetValue(territory, out Page? page) || page.Curve is null || page.Today != today || now - page.Read > CurveLife || !Equals(page.Settings, settings))
        {
            IReadOnlyList<DemandCount> counted = await counts.CountedAsync(territory, today - BookingCurve.DaysBack, today, stop);
            page = new Page(now, today, settings, BookingCurve.Of(counted, today, settings), page?.Prices);
        }
        BidPrices? prices = page.Curve is { } curve && settings.Weight > 0 ? BidPricing.Of(board, curve, moment) : null;
        _pages[territory] = page with { Prices = prices };
    }

    private sealed record Page(DateTimeOffset Read, int Today, OpportunitySettings Settings, BookingCurve? Curve, BidPrices? Prices);
}
