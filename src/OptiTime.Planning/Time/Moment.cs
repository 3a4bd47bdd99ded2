using System.Globalization;

namespace OptiTime.Planning.Time;

/// <summary>
/// An instant to the second, counted from 2000-01-01T00:00:00Z. Bounds: 2000-01-01 to 2068-01-19, which lets a plan keep its
/// instants in 32-bit arrays. Default: the epoch. Carries no zone: zones are resolved at the edge.
/// </summary>
/// <param name="Value">Seconds since the epoch; non-negative for every instant of a plan.</param>
public readonly record struct Moment(int Value) : IComparable<Moment>
{
    /// <summary>The epoch, 2000-01-01T00:00:00Z, in seconds since 1970-01-01T00:00:00Z.</summary>
    public const long EpochUnixSeconds = 946_684_800;

    /// <summary>The last instant that can be told.</summary>
    public static Moment Latest => new(int.MaxValue);

    /// <summary>The instant of a Unix time in seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 2000 or after 2068-01-19.</exception>
    public static Moment FromUnixSeconds(long unixSeconds)
    {
        long value = unixSeconds - EpochUnixSeconds;
        if (value is < 0 or > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(unixSeconds), unixSeconds, "A moment lies between 2000-01-01 and 2068-01-19.");
        return new Moment((int)value);
    }

    /// <summary>The instant of a date and time with an offset; fractions of a second are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 2000 or after 2068-01-19.</exception>
    public static Moment From(DateTimeOffset time) => FromUnixSeconds(time.ToUnixTimeSeconds());

    /// <summary>This instant in seconds since 1970-01-01T00:00:00Z.</summary>
    public long ToUnixSeconds() => EpochUnixSeconds + Value;

    /// <summary>This instant with offset zero.</summary>
    public DateTimeOffset ToUtc() => DateTimeOffset.FromUnixTimeSeconds(ToUnixSeconds());

    /// <inheritdoc/>
    public int CompareTo(Moment other) => Value.CompareTo(other.Value);

    /// <summary>The later of two instants.</summary>
    public static Moment Max(Moment left, Moment right) => left.Value >= right.Value ? left : right;

    /// <summary>The earlier of two instants.</summary>
    public static Moment Min(Moment left, Moment right) => left.Value <= right.Value ? left : right;

    /// <summary>The instant a length of time later.</summary>
    public static Moment operator +(Moment moment, Seconds length) => new(moment.Value + length.Value);

    /// <summary>The instant a length of time earlier.</summary>
    public static Moment operator -(Moment moment, Seconds length) => new(moment.Value - length.Value);

    /// <summary>The time from the right instant to the left one.</summary>
    public static Seconds operator -(Moment left, Moment right) => new(left.Value - right.Value);

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(Moment left, Moment right) => left.Value < right.Value;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(Moment left, Moment right) => left.Value > right.Value;

    /// <summary>Whether the left instant is not later.</summary>
    public static bool operator <=(Moment left, Moment right) => left.Value <= right.Value;

    /// <summary>Whether the left instant is not earlier.</summary>
    public static bool operator >=(Moment left, Moment right) => left.Value >= right.Value;

    /// <summary>The instant as RFC 3339 with offset zero.</summary>
    public override string ToString() => ToUtc().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
