using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>Reads the parameters of a query, as strictly as a body.</summary>
internal static class Parameters
{
    private const int MaximumCursor = 512;

    private const char CursorSeparator = '/';

    /// <summary>A text; null when it is left out.</summary>
    /// <exception cref="ProblemException">It is too long or not plain.</exception>
    public static string? Text(string name, string? value, int maximum)
    {
        var faults = new Faults();
        Fields.CheckText(faults, name, value, maximum);
        faults.ThrowIfAny(ProblemKind.InvalidParameter);
        return value;
    }

    /// <summary>A text that may not be left out.</summary>
    /// <exception cref="ProblemException">It is left out, too long or not plain.</exception>
    public static string Required(string name, string? value, int maximum) =>
        Text(name, value, maximum) ?? throw new ProblemException(ProblemKind.InvalidParameter.At(name, null, "Is missing.", $"Send '{name}' in the query."));

    /// <summary>A time; null when it is left out.</summary>
    /// <exception cref="ProblemException">It is not one.</exception>
    public static Moment? Time(string name, string? value)
    {
        if (value is null) return null;
        // A plus that was not escaped arrives as a blank, and there is only one place where it can have stood.
        if (!Rfc3339.TryParse(value.Replace(' ', '+'), out DateTimeOffset time))
            throw new ProblemException(ProblemKind.InvalidParameter.At(name, value, "Is not a time with an offset between 2000 and 2067.", Rfc3339.Remedy));
        return Moment.From(time);
    }

    /// <summary>A time that is not to come; null when it is left out.</summary>
    /// <exception cref="ProblemException">It is not one.</exception>
    public static Moment? Past(string name, string? value, Moment now)
    {
        if (Time(name, value) is not { } time) return null;
        return time <= now ? time : throw new ProblemException(ProblemKind.InvalidParameter.At(
            name, value, "Is a time to come.", $"Leave '{name}' out for how things stand now."));
    }

    /// <summary>A version of a plan; null when it is left out.</summary>
    /// <exception cref="ProblemException">It is not one.</exception>
    public static long? Version(string name, string? value)
    {
        if (value is null) return null;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long version) && version > 0) return version;
        throw new ProblemException(ProblemKind.InvalidParameter.At(name, value, "Is not a version of a plan.", "Send a whole number from 1, such as the 'planVersion' of a booking."));
    }

    /// <summary>Checks that <c>to</c> is after <c>from</c>, where both are known.</summary>
    /// <exception cref="ProblemException">It is not.</exception>
    public static void CheckOrder(Moment? begin, Moment? end, string? to)
    {
        if (end <= begin) throw new ProblemException(ProblemKind.InvalidParameter.At("to", to, "Is not after 'from'.", Fields.OrderRemedy("from", "to", begin == end)));
    }

    /// <summary>How many items a page has.</summary>
    /// <exception cref="ProblemException">It is not such a number.</exception>
    public static int Limit(string? value) => Limit(value, Limits.DefaultPageItems, Limits.PageItems, nameof(Limits.PageItems));

    /// <summary>How many items a page of a list with a limit of its own has.</summary>
    /// <exception cref="ProblemException">It is not such a number.</exception>
    public static int Limit(string? value, int otherwise, int most, string name)
    {
        if (value is null) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit >= 1 && limit <= most) return limit;
        throw new ProblemException(ProblemKind.InvalidParameter.At("limit", value, $"Must be 1 to {most} (limit {name})."));
    }

    /// <summary>The cursor after an item.</summary>
    /// <param name="after">The item's id; of what is listed by territory the territory's id in front of it.</param>
    public static string Cursor(params string[] after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(CursorSeparator, after)));

    /// <summary>The item a cursor stands after, of a list by id; null for the beginning.</summary>
    /// <exception cref="ProblemException">It is no cursor of such a list.</exception>
    public static string? After(string? cursor) => cursor is null ? null : Ids(cursor) is [var id] ? id : throw NoCursor(cursor);

    /// <summary>The item a cursor stands after, of a list by territory and id; null for the beginning.</summary>
    /// <exception cref="ProblemException">It is no cursor of such a list.</exception>
    public static (string Territory, string Id)? AfterLocal(string? cursor) => cursor is null ? null : Ids(cursor) is [var territory, var id] ? (territory, id) : throw NoCursor(cursor);

    /// <summary>The version a cursor stands after, of a list by version; 0 for the beginning.</summary>
    /// <exception cref="ProblemException">It is no cursor of such a list.</exception>
    public static long AfterVersion(string? cursor) => After(cursor) is not { } after ? 0
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out long version) && version > 0 ? version : throw NoCursor(cursor);

    private static string[]? Ids(string cursor)
    {
        if (cursor.Length > MaximumCursor || !Base64Url.IsValid(cursor)) return null;
        string[] ids = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(CursorSeparator);
        return Array.TrueForAll(ids, Fields.IsId) ? ids : null;
    }

    private static ProblemException NoCursor(string? cursor) => new(ProblemKind.InvalidParameter.At(
        "cursor", cursor, "Is not a cursor of this list.", "Send 'next' of the page before, exactly as it came, or leave it out to begin again."));

    /// <summary>Who confirms or books, as planners know them.</summary>
    public static Confirmer? Confirmer(CustomerChoice? choice) => choice is null ? null : new Confirmer(choice.Id, choice.Tier);

    /// <summary>Checks why something is done.</summary>
    /// <exception cref="ProblemException">It is too long or not plain.</exception>
    public static void CheckReason(string? reason) => CheckText("reason", reason);

    /// <summary>Checks words that go to the log.</summary>
    /// <exception cref="ProblemException">They are too long or not plain.</exception>
    public static void CheckText(string field, string? text)
    {
        var faults = new Faults();
        Fields.CheckText(faults, field, text, 200);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
    }

    /// <summary>Checks what a confirmation says.</summary>
    /// <exception cref="ProblemException">Something of it is not possible.</exception>
    public static void CheckConfirmer(CustomerChoice? choice, string? reference)
    {
        var faults = new Faults();
        Fields.CheckText(faults, "customer.id", choice?.Id, 64);
        Fields.CheckText(faults, "customer.tier", choice?.Tier, 64);
        Fields.CheckText(faults, "externalReference", reference, 200);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
    }
}
