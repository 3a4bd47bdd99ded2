using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tours;

/// <summary>
/// What one unit of a resource does in one working period: its stops in order. For a mobile resource with the ways between them, from home
/// and back; for a fixed or remote one the ways are empty and the gaps between stops are its free intervals.
/// </summary>
/// <param name="Resource">The number of the resource on the board.</param>
/// <param name="Unit">Which unit, from 0.</param>
/// <param name="Period">The working period.</param>
/// <param name="Home">The number of the place where it begins and ends; -1 for a resource that does not travel.</param>
/// <param name="Stops">The stops in order.</param>
/// <param name="Return">The way home after the last stop.</param>
public sealed record Tour(int Resource, int Unit, WorkingPeriod Period, int Home, ImmutableArray<TourStop> Stops, Leg Return)
{
    /// <summary>The place before a position: that of the stop before, or home.</summary>
    public int PlaceBefore(int index) => index == 0 ? Home : Stops[index - 1].Place;

    /// <summary>The place after a position: that of the stop there, or home.</summary>
    public int PlaceAt(int index) => index == Stops.Length ? Home : Stops[index].Place;

    /// <summary>The way that ends at a position.</summary>
    public Leg LegTo(int index) => index == Stops.Length ? Return : Stops[index].Leg;

    /// <summary>When the resource can leave for a position: the end of the stop before, or the beginning of the period.</summary>
    public Moment DepartureTo(int index) => index == 0 ? Period.Span.From : Stops[index - 1].End;

    /// <summary>Where a commitment's step stands in this tour; -1 when it does not.</summary>
    public int IndexOf(string commitment, int step)
    {
        var key = PackedId.Of(commitment);
        for (int index = 0; index < Stops.Length; index++)
        {
            if (Stops[index].Step == step && Stops[index].Key == key) return index;
        }
        return -1;
    }

    /// <summary>This tour as the change that plans it.</summary>
    /// <param name="resource">The id of the resource.</param>
    public TourPlanned ToChange(string resource) =>
        new(resource, Unit, Period.Span.From,
            [.. Stops.Select(ToPlanned)], Return);

    private static PlannedStop ToPlanned(TourStop stop)
    {
        var during = new Interval(stop.Start, stop.End);
        return new PlannedStop(stop.Commitment, stop.Step, during, stop.Leg, stop.StepTime == during ? null : stop.StepTime);
    }

    /// <summary>
    /// Backward slack: for each stop the latest start that still keeps every promise after it and brings the resource home within its
    /// period; behind them the end of the period. (Savelsbergh 1992, "The vehicle routing problem with time windows: minimizing route
    /// duration": with these, one insertion is tested in constant time.)
    /// </summary>
    /// <param name="latest">Where they go: one more than there are stops.</param>
    public void FillLatestStarts(Span<Moment> latest)
    {
        latest[Stops.Length] = Period.Span.To;
        for (int index = Stops.Length - 1; index >= 0; index--)
        {
            TourStop stop = Stops[index];
            Moment leaveBy = Period.Departure(latest[index + 1], LegTo(index + 1).Time);
            latest[index] = Period.LatestService(Moment.Min(stop.Latest, leaveBy - stop.Duration), stop.Duration);
        }
    }
}
