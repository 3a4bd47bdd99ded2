using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>Checks and readings of single fields that many wire types share; each notes its fault under the field's name.</summary>
internal static partial class Fields
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH':'mm':'ss");
    private const long MaximumCents = 100_000_000_000_00;

    /// <summary>A text of 1 to so many characters, without control characters; null passes.</summary>
    public static void CheckText(Faults faults, string field, string? text, int maximum)
    {
        if (text is null) return;
        faults.Require(text.Length >= 1 && text.Length <= maximum, field, text, $"Must have 1 to {maximum} characters; it has {text.Length}.");
        faults.Require(!text.Any(char.IsControl), field, text, "Holds control characters.");
    }

    /// <summary>An id that can stand in a path: letters, digits and <c>- _ . : @</c>.</summary>
    public static bool CheckId(Faults faults, string field, string? id, int maximum = 64)
    {
        if (id is null)
        {
            faults.Add(field, null, "Is missing.");
            return false;
        }
        return faults.Require(id.Length <= maximum && IsId(id), field, id, $"Must be 1 to {maximum} letters, digits or one of - _ . : @");
    }

    /// <summary>Whether a text could be an id, whatever its length.</summary>
    public static bool IsId(string text) => text.Length >= 1 && text.All(mark => char.IsLetterOrDigit(mark) || "-_.:@".Contains(mark)) && text is not ("." or "..");

    /// <summary>The number of items of a list.</summary>
    public static void CheckCount(Faults faults, string field, int? count, int maximum, string limit)
    {
        if (count > maximum) faults.Add(field, null, $"Has {count} items; limit {limit} is {maximum}.");
    }

    /// <summary>Names of which no two may be the same: each that comes again is a fault of its own.</summary>
    /// <param name="faults">Where faults go.</param>
    /// <param name="field">The list.</param>
    /// <param name="member">The member of its items that is the name, with its point; empty where the items are the names.</param>
    /// <param name="names">The names, in order.</param>
    public static void CheckDistinct(Faults faults, string field, string member, IEnumerable<string> names)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int index, string name) in names.Index())
        {
            if (!first.TryAdd(name, index)) faults.Add($"{field}[{index}]{member}", name, $"Is that of {field}[{first[name]}] too.", "Give each a name of its own, or leave one out.");
        }
    }

    /// <summary>A whole number within bounds; null passes.</summary>
    public static void CheckRange(Faults faults, string field, long? value, long least, long most) =>
        faults.Require(value is null || (value >= least && value <= most), field, value, $"Must be {least} to {most}.");

    /// <summary>What to do about an end that is not after its beginning.</summary>
    public static string OrderRemedy(string begin, string end, bool isSame) =>
        isSame ? $"Both are the same instant: send a later '{end}'." : $"Swap '{begin}' and '{end}'.";

    /// <summary>A point on the globe.</summary>
    public static void CheckPoint(Faults faults, string field, double lat, double lon)
    {
        faults.Require(
            lat is >= -90 and <= 90, field + ".lat", lat, "Is off the globe: must be -90 to 90.", lat is >= -180 and <= 180 ? "Are lat and lon swapped?" : null);
        faults.Require(lon is >= -180 and <= 180, field + ".lon", lon, "Is off the globe: must be -180 to 180.");
    }

    /// <summary>Where something is wanted: exactly one of a point, a site and remote; null passes.</summary>
    public static void CheckWhere(Faults faults, string field, WhereChoice? where)
    {
        if (where is null) return;
        bool hasPoint = where.Lat is not null || where.Lon is not null;
        int ways = (hasPoint ? 1 : 0) + (where.Site is null ? 0 : 1) + (where.Remote == true ? 1 : 0);
        faults.Require(ways == 1, field, null, "Must be exactly one of: lat with lon, site, or remote true.");
        if (!hasPoint) return;
        if (where is { Lat: { } lat, Lon: { } lon }) CheckPoint(faults, field, lat, lon);
        else faults.Add(field, null, "Has only one of lat and lon.");
    }

    /// <summary>A point on the globe.</summary>
    public static Location? Point(Faults faults, string field, GeoPoint? point)
    {
        if (point is null) return null;
        CheckPoint(faults, field, point.Lat, point.Lon);
        return new Location(point.Lat, point.Lon);
    }

    /// <summary>A point as the wire has it.</summary>
    public static GeoPoint? Point(Location? point) => point is { } known ? new GeoPoint { Lat = known.Latitude, Lon = known.Longitude } : null;

    /// <summary>An amount that is not negative; nothing when it is left out.</summary>
    /// <param name="faults">Where faults go.</param>
    /// <param name="field">The field.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="currency">The currency it must be in; null for any.</param>
    public static Money Amount(Faults faults, string field, Amount? amount, string? currency)
    {
        if (amount is null) return default;
        if (amount.Currency is { } said && currency is not null)
            faults.Require(said == currency, field + ".currency", said, $"Must be {currency}.");
        if (!AmountPattern.IsMatch(amount.Value)
            || !decimal.TryParse(amount.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            || value * 100 > MaximumCents)
        {
            faults.Add(field + ".amount", amount.Value, "Is not an amount.", "Send digits with at most two decimals and a point, not negative: \"12.50\".");
            return default;
        }
        return new Money((long)(value * 100));
    }

    /// <summary>A local time.</summary>
    public static LocalTime Clock(Faults faults, string field, string text)
    {
        if (text is "24:00") return LocalTime.Midnight;
        ParseResult<LocalTime> parsed = Minutes.Parse(text);
        if (!parsed.Success) parsed = Seconds.Parse(text);
        if (!parsed.Success) faults.Add(field, text, "Is not a local time.", "Send hours and minutes: \"08:00\".");
        return parsed.GetValueOrDefault();
    }

    /// <summary>A local time as the wire has it.</summary>
    public static string Clock(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);

    private static LocalTime GetValueOrDefault(this ParseResult<LocalTime> parsed) => parsed.Success ? parsed.Value : default;

    [GeneratedRegex(@"^\d{1,14}(\.\d{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmountPattern { get; }
}
