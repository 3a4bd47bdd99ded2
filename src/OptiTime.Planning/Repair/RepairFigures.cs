using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>What a repair comes to, in the order in which repairs are compared.</summary>
/// <param name="Kept">How many promises of those that had lost their place are kept: of bookings and holds.</param>
/// <param name="ToCall">How many bookings found no place inside their promise: their customers are to be called.</param>
/// <param name="Moved">How many bookings changed their resource or their order beside those that had lost their place.</param>
/// <param name="Waiting">How many backlog jobs wait again.</param>
/// <param name="Resources">How many resources have other tours than before.</param>
/// <param name="Shifted">By how much the planned starts of bookings and holds moved, all together: those that were put back, those that were moved, and those that slid.</param>
/// <param name="Road">What it adds to the road of the board it was made for.</param>
/// <param name="Cost">What that and the work that was put back cost.</param>
public sealed record RepairFigures(int Kept, int ToCall, int Moved, int Waiting, int Resources, Seconds Shifted, Leg Road, Money Cost);
