using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Boards;

/// <summary>A site on a board.</summary>
/// <param name="Site">The site.</param>
/// <param name="Version">The version of the log that last defined it.</param>
/// <param name="Open">When it is open over the days of the board.</param>
/// <param name="Place">The number of its place.</param>
public sealed record SiteEntry(Site Site, long Version, ImmutableArray<WorkingPeriod> Open, int Place)
{
    /// <summary>The id under which a site's location stands among the places. No other place id may begin so.</summary>
    public const string PlacePrefix = "site:";

    /// <summary>The place id of a site.</summary>
    public static string PlaceId(string site) => PlacePrefix + site;

    /// <summary>Whether the site is open throughout.</summary>
    public bool IsOpen(Interval during)
    {
        foreach (WorkingPeriod period in Open)
        {
            if (period.Span.Contains(during)) return true;
        }
        return false;
    }
}
