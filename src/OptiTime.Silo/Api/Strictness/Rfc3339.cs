using System.Globalization;
using System.Text.RegularExpressions;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>Times as RFC 3339 writes them, with an offset; nothing else is a time here.</summary>
internal static partial class Rfc3339
{
    /// <summary>What a caller is told to send.</summary>
    public const string Remedy = "Send RFC 3339 with an offset: 2026-11-23T08:00:00+01:00.";

    /// <summary>Reads a time; false when it is not one, has no offset, or no plan can hold it (2000-01-01 to 2068-01-01).</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return Pattern.IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && time.UtcDateTime.Year is >= 2000 and < 2068;
    }

    /// <summary>A time as callers send it: whole seconds and its own offset.</summary>
    public static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The present in words, with the offset of a time that a caller sent: so both are read at a glance.</summary>
    public static string Present(DateTimeOffset now, DateTimeOffset sent) => $"It is {Write(now.ToOffset(sent.Offset))} now";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
