using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>What a repair may cost those who had nothing to do with what happened. Null: no limit.</summary>
/// <param name="MaximumMoved">At most so many bookings are moved beside those that lost their place. Not negative.</param>
/// <param name="MaximumShift">No booking is planned more than so long before or after its planned time. Not negative.</param>
/// <param name="MaximumResources">The tours of at most so many resources change. Not negative.</param>
/// <param name="MaximumCalls">No alternative is proposed for which more customers than these would have to be called. Not negative.</param>
public sealed record RepairBudget(
    int? MaximumMoved = null, Seconds? MaximumShift = null, int? MaximumResources = null, int? MaximumCalls = null)
{
    /// <summary>These limits, and where there are none those of somebody else.</summary>
    /// <param name="other">The other's; null for none.</param>
    public RepairBudget Or(RepairBudget? other) => other is null ? this : new RepairBudget(
        MaximumMoved ?? other.MaximumMoved, MaximumShift ?? other.MaximumShift, MaximumResources ?? other.MaximumResources, MaximumCalls ?? other.MaximumCalls);

    /// <summary>No limits.</summary>
    public static RepairBudget Unlimited { get; } = new();
}
