namespace OptiTime.Planning.Time;

/// <summary>A length of time in whole seconds. May be negative as the difference of two moments; every service, leg and break is non-negative. Default: zero.</summary>
/// <param name="Value">The number of seconds.</param>
public readonly record struct Seconds(int Value) : IComparable<Seconds>
{
    /// <summary>No time at all.</summary>
    public static Seconds Zero => default;

    /// <summary>A length given in minutes.</summary>
    public static Seconds FromMinutes(int minutes) => new(checked(minutes * 60));

    /// <summary>A length given in hours.</summary>
    public static Seconds FromHours(int hours) => new(checked(hours * 3600));

    /// <inheritdoc/>
    public int CompareTo(Seconds other) => Value.CompareTo(other.Value);

    /// <summary>The sum of two lengths.</summary>
    public static Seconds operator +(Seconds left, Seconds right) => new(left.Value + right.Value);

    /// <summary>The difference of two lengths.</summary>
    public static Seconds operator -(Seconds left, Seconds right) => new(left.Value - right.Value);

    /// <summary>Whether the left length is shorter.</summary>
    public static bool operator <(Seconds left, Seconds right) => left.Value < right.Value;

    /// <summary>Whether the left length is longer.</summary>
    public static bool operator >(Seconds left, Seconds right) => left.Value > right.Value;

    /// <summary>Whether the left length is not longer.</summary>
    public static bool operator <=(Seconds left, Seconds right) => left.Value <= right.Value;

    /// <summary>Whether the left length is not shorter.</summary>
    public static bool operator >=(Seconds left, Seconds right) => left.Value >= right.Value;

    /// <summary>The length in words a person reads: <c>1 h 05 min</c>, <c>40 s</c>.</summary>
    public override string ToString() => Value switch
    {
        < 0 => $"-{new Seconds(-Value)}",
        < 60 => $"{Value} s",
        < 3600 => $"{Value / 60} min{(Value % 60 == 0 ? "" : $" {Value % 60} s")}",
        _ => $"{Value / 3600} h {Value / 60 % 60:00} min",
    };
}
