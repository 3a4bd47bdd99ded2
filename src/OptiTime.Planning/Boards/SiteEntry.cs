using System.Collections.Immutable;
using System.Globalization;
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

    private const string VisitedPrefix = "visited:";

    /// <summary>The place id of a site.</summary>
    public static string PlaceId(string site) => PlacePrefix + site;

    /// <summary>The place id under which another territory's log knows where a site lies to which it lends somebody. A site may be moved, a place never is.</summary>
    public static string VisitedPlaceId(Site site) =>
        string.Create(CultureInfo.InvariantCulture, $"{VisitedPrefix}{site.Id}@{site.Location.Latitude},{site.Location.Longitude}");

    /// <summary>Whether the site is open throughout, breaks taken out.</summary>
    public bool IsOpen(Interval during)
    {
        foreach (Interval stretch in Stretches())
        {
            if (stretch.Contains(during)) return true;
        }
        return false;
    }

    /// <summary>Of the starts that were agreed those in the stretch of opening hours in which a visit is planned: there whoever travels to it may slide.</summary>
    /// <param name="visit">When it is planned; the site is open then.</param>
    /// <param name="earliest">The first start that was agreed.</param>
    /// <param name="latest">The last one (included).</param>
    /// <exception cref="InvalidOperationException">The site is not open throughout the visit.</exception>
    internal (Moment Earliest, Moment Latest) WhileOpen(Interval visit, Moment earliest, Moment latest)
    {
        Interval open = Stretches().First(stretch => stretch.Contains(visit));
        return (Moment.Max(earliest, open.From), Moment.Min(latest, open.To - visit.Length));
    }

    /// <summary>When it is open without a break, in order.</summary>
    public IEnumerable<Interval> Stretches()
    {
        foreach (WorkingPeriod period in Open)
        {
            Moment from = period.Span.From;
            foreach (Interval pause in period.Breaks)
            {
                if (from < pause.From) yield return new Interval(from, pause.From);
                from = pause.To;
            }
            if (from < period.Span.To) yield return new Interval(from, period.Span.To);
        }
    }
}
