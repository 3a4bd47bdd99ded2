using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Boards;

/// <summary>How much longer than its working time says a resource may work, where a customer would otherwise get nothing.</summary>
/// <param name="Most">At most so long after the end of a working period. 60 s to 8 h.</param>
/// <param name="PerHour">What an hour of it costs on top of the hour itself. Not negative.</param>
public sealed record Overtime(Seconds Most, Money PerHour)
{
    /// <summary>The longest overtime a resource may be allowed.</summary>
    public static Seconds Limit => Seconds.FromHours(8);

    /// <summary>What some of it costs on top of the work.</summary>
    public Money CostOf(Seconds length) => CostUnits.ToMoney(CostUnits.Of(length.Value, 0, new CostRates(PerHour, Money.Zero)));
}
