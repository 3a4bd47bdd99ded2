using OptiTime.Planning.Boards;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>What tours that have changed come to beside what they were.</summary>
/// <param name="Shifted">By how many seconds bookings moved, all together.</param>
/// <param name="Road">What the road is longer.</param>
/// <param name="Cost">What road and work cost more, in <see cref="CostUnits"/>.</param>
internal readonly record struct FieldTotals(long Shifted, Leg Road, long Cost)
{
    /// <summary>The totals of a field as it is.</summary>
    internal static FieldTotals Of(RepairField field)
    {
        var totals = default(FieldTotals);
        for (int slot = 0; slot < field.Tours.Length; slot++)
        {
            if (field.Tours[slot] == field.Given[slot]) continue;
            (Tour before, Tour after) = (field.Given[slot].Tour, field.Tours[slot].Tour);
            Leg road = RoadOf(after) - RoadOf(before);
            int worked = WorkOf(after) - WorkOf(before);
            totals = new FieldTotals(
                totals.Shifted + ShiftedIn(field, slot, before, after), totals.Road + road,
                totals.Cost + CostUnits.Of((long)road.Time.Value + worked, road.Distance.Value, field.Tours[slot].Resource.Resource.Rates));
        }
        return totals;
    }

    private static long ShiftedIn(RepairField field, int slot, Tour before, Tour after)
    {
        long shifted = 0;
        for (int index = 0; index < after.Stops.Length; index++)
        {
            TourStop stop = after.Stops[index];
            if (PlannedIn(before, stop) is { } planned)
            {
                // Of those that only slid most are never looked at by themselves.
                if (stop.Start != planned && !field.ItemAt(slot, index).IsJob) shifted += Math.Abs((stop.Start - planned).Value);
            }
            else if (field.ItemAt(slot, index) is { IsJob: false } came) shifted += came.ShiftTo(stop.Start);
        }
        return shifted;
    }

    /// <summary>When a stop was planned in a tour; null where it did not stand there.</summary>
    private static Moment? PlannedIn(Tour tour, in TourStop stop)
    {
        PackedId key = stop.Key;
        foreach (TourStop other in tour.Stops)
        {
            if (other.Key == key && other.Step == stop.Step) return other.Start;
        }
        return null;
    }

    private static Leg RoadOf(Tour tour)
    {
        Leg road = tour.Return;
        foreach (TourStop stop in tour.Stops) road += stop.Leg;
        return road;
    }

    private static int WorkOf(Tour tour)
    {
        int worked = 0;
        foreach (TourStop stop in tour.Stops) worked += stop.Duration.Value;
        return worked;
    }
}
