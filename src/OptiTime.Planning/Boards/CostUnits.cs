using System.Runtime.CompilerServices;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Boards;

/// <summary>Costs to 1/3,600,000 of a cent, in which a second at a price per hour and a metre at a price per kilometre are whole numbers: what a scan compares.</summary>
public static class CostUnits
{
    /// <summary>How many of them make a cent.</summary>
    public const long PerCent = 3_600_000;

    /// <summary>The cost of some time and some road.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long seconds, long metres, CostRates rates) =>
        (seconds * rates.PerHour.Cents * 1_000) + (metres * rates.PerKilometre.Cents * 3_600);

    /// <summary>An amount in these units.</summary>
    public static long Of(Money money) => money.Cents * PerCent;

    /// <summary>The nearest amount in cents.</summary>
    public static Money ToMoney(long units) => new((units + (units < 0 ? -PerCent / 2 : PerCent / 2)) / PerCent);
}
