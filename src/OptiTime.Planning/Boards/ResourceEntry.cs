using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>A resource on a board, with what a scan needs at hand.</summary>
public sealed class ResourceEntry
{
    private readonly ImmutableArray<int> _paces;
    private readonly int _slowest;
    private readonly ImmutableArray<TrafficDelay> _traffic;

    /// <summary>Puts a resource on a board.</summary>
    /// <param name="number">Its number there: dense, from 0.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="version">The version of the log that last defined it.</param>
    /// <param name="periods">Its working periods over the days of the board.</param>
    /// <param name="home">The number of its home; -1 for none.</param>
    /// <param name="settings">The territory, whose travel profiles hold.</param>
    public ResourceEntry(
        int number, Resource resource, long version, ImmutableArray<WorkingPeriod> periods, int home, TerritorySettings settings)
    {
        (Number, Resource, Version, Periods, Home) = (number, resource, version, periods, home);
        TravelProfile profile = ProfileOf(resource, settings);
        ProfileName = profile.Name;
        Detour = profile.DetourFactor;
        _paces = [.. profile.KilometresPerHour.Select(speed => Pace.Of(speed).Value)];
        _slowest = _paces.Max();
        FastestPace = new Pace(_paces.Min());
        // Who stays at a site, or serves from afar, is on no road.
        _traffic = resource.Mobility == Mobility.Mobile ? settings.Traffic ?? [] : [];
    }

    /// <summary>The territory that lends it, on a board joined with those of lenders; null for the board's own.</summary>
    public string? Territory => Lender?.Id;

    /// <summary>The territory that lends it, whose travel profiles hold for it; null for the board's own.</summary>
    internal TerritorySettings? Lender { get; init; }

    /// <summary>Its number on the board.</summary>
    public int Number { get; }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>The version of the log that last defined it.</summary>
    public long Version { get; }

    /// <summary>Its working periods over the days of the board, in order.</summary>
    public ImmutableArray<WorkingPeriod> Periods { get; }

    /// <summary>The number of its home; -1 for a resource that does not travel.</summary>
    public int Home { get; }

    /// <summary>The name of its travel profile.</summary>
    public string ProfileName { get; }

    /// <summary>Road metres per great-circle metre.</summary>
    public double Detour { get; }

    /// <summary>What it cannot work without; empty for nothing.</summary>
    public ImmutableArray<Requirement> Requirements => Resource.Requires ?? [];

    /// <summary>Whether it travels.</summary>
    public bool IsMobile => Resource.Mobility == Mobility.Mobile;

    /// <summary>How it travels at its fastest hour.</summary>
    public Pace FastestPace { get; }

    /// <summary>How it travels at an hour of the local day, 0 to 23.</summary>
    public Pace PaceAt(int hour) => new(_paces[hour]);

    /// <summary>How a way is travelled that begins at a place at a time: at the pace of the hour, and slower where there is traffic.</summary>
    /// <param name="roads">The places, and the clock by which hours are counted.</param>
    /// <param name="place">The number of the place where it begins; -1 where nobody travels.</param>
    /// <param name="departure">When.</param>
    public Pace PaceFrom(in Roads roads, int place, Moment departure)
    {
        Pace pace = PaceAt(roads.Clock.HourOf(departure));
        return _traffic.IsEmpty || place < 0 ? pace : new Pace((int)Math.Round(pace.Value * FactorAt(roads.Places, place, departure)));
    }

    /// <summary>
    /// How the two legs that replace one are travelled: as a way that begins where and when the first one does, or at the pace of the leg they replace where
    /// that was reckoned slower.
    /// </summary>
    /// <param name="roads">The places, and the clock by which hours are counted.</param>
    /// <param name="place">The number of the place where the first leg begins.</param>
    /// <param name="departure">When it begins.</param>
    /// <param name="replaced">The leg that is replaced.</param>
    public Pace PaceFor(in Roads roads, int place, Moment departure, Leg replaced)
    {
        Pace pace = PaceFor(roads.Clock.HourOf(departure), replaced);
        return _traffic.IsEmpty ? pace : new Pace(Math.Max(pace.Value, PaceFrom(roads, place, departure).Value));
    }

    /// <summary>
    /// How the two legs that replace one are travelled where there is no traffic: at the pace of the hour in which the first begins, or at that of the leg they
    /// replace where it was reckoned slower (it was planned at another hour and has slid since), so that a stop never seems to shorten the road.
    /// </summary>
    /// <param name="hour">The local hour in which the first leg begins, 0 to 23.</param>
    /// <param name="replaced">The leg that is replaced.</param>
    public Pace PaceFor(int hour, Leg replaced)
    {
        if (replaced.Distance.Value <= 0) return PaceAt(hour);
        // Seconds are rounded: half a second less gives a pace the leg was surely not faster than.
        long twice = 2L * replaced.Distance.Value;
        long recorded = ((((2L * replaced.Time.Value) - 1) * 65_536) + twice - 1) / twice;
        return new Pace((int)Math.Max(_paces[hour], Math.Min(recorded, _slowest)));
    }

    /// <summary>Whether traffic slows a way that begins at a place at a time.</summary>
    internal bool IsInTraffic(in Roads roads, int place, Moment departure) => !_traffic.IsEmpty && FactorAt(roads.Places, place, departure) > 1;

    /// <summary>How many times as long a way takes that begins at a place at a time: by the worst of all delays there.</summary>
    private double FactorAt(PlaceTable places, int place, Moment departure)
    {
        double factor = 1;
        foreach (TrafficDelay delay in _traffic)
        {
            if (delay.Span.Contains(departure) && delay.Factor > factor && places.Metres(place, delay.Centre, 1) <= delay.Radius.Value) factor = delay.Factor;
        }
        return factor;
    }

    /// <summary>What a leg costs: its time by the hour and its length by the kilometre.</summary>
    public Money CostOf(Leg leg) => CostUnits.ToMoney(CostUnits.Of(leg.Time.Value, leg.Distance.Value, Resource.Rates));

    /// <summary>What a length of work costs.</summary>
    public Money CostOf(Seconds work) => CostUnits.ToMoney(CostUnits.Of(work.Value, 0, Resource.Rates));

    /// <summary>The profile of a resource: the one it names, or the territory's first.</summary>
    public static TravelProfile ProfileOf(Resource resource, TerritorySettings settings) =>
        settings.Profiles.FirstOrDefault(profile => profile.Name == resource.Profile) ?? settings.Profiles[0];
}
