using System.Runtime.CompilerServices;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Travel;

/// <summary>How long a metre takes, in 1/65,536 of a second: a speed turned round, so that a scan multiplies instead of dividing.</summary>
/// <param name="Value">Seconds per metre × 65,536; positive.</param>
public readonly record struct Pace(int Value)
{
    /// <summary>The pace of a speed.</summary>
    public static Pace Of(double kilometresPerHour) => new((int)Math.Round(3.6 / kilometresPerHour * 65_536));

    /// <summary>The time a way takes, rounded to the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondsFor(int metres, int pace) => (int)((((long)metres * pace) + 32_768) >> 16);

    /// <summary>The leg of a way at this pace.</summary>
    public Leg Over(int metres) => new(new Seconds(SecondsFor(metres, Value)), new Metres(metres));
}
