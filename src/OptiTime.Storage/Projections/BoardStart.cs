using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Storage.Projections;

/// <summary>Where the board of a territory begins.</summary>
internal static class BoardStart
{
    /// <summary>The first moment of a day of a territory, in its zone.</summary>
    internal static Moment Of(TerritoryDefined territory, int day)
    {
        DayClock clock = DayClock.For(territory.Settings.Zone)
            ?? throw new InvalidOperationException(
                $"Zone '{territory.Settings.Zone}' of territory '{territory.Settings.Id}' is not in this build's zone database.");
        return clock.StartOf(day);
    }

    /// <summary>What to say when a log advances a horizon without a territory.</summary>
    internal static InvalidOperationException WithoutTerritory(string log) =>
        new($"The log '{log}' advances a horizon before it defines its territory.");
}
