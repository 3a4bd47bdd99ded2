using System.Globalization;

namespace OptiTime.Planning.Demand;

/// <summary>An amount in whole cents of the territory's currency; may be negative. Default: nothing.</summary>
/// <param name="Cents">The number of cents.</param>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    /// <summary>Nothing.</summary>
    public static Money Zero => default;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>The sum of two amounts.</summary>
    public static Money operator +(Money left, Money right) => new(left.Cents + right.Cents);

    /// <summary>The difference of two amounts.</summary>
    public static Money operator -(Money left, Money right) => new(left.Cents - right.Cents);

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;

    /// <summary>Whether the left amount is not larger.</summary>
    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;

    /// <summary>Whether the left amount is not smaller.</summary>
    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    /// <summary>The amount with two decimals and a point: <c>12.50</c>.</summary>
    public override string ToString() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
