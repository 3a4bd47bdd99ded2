using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Demo.Loading;

/// <summary>How full some working time is.</summary>
/// <param name="Working">The working time, breaks left out.</param>
/// <param name="Service">The time planned with customers.</param>
/// <param name="Travel">The time planned on the road, the way home included.</param>
public readonly record struct PlanLoad(Seconds Working, Seconds Service, Seconds Travel)
{
    /// <summary>The share of working time that is taken by service and travel, 0 to 1; 0 where nobody works.</summary>
    public double Share => Working.Value == 0 ? 0 : (double)(Service + Travel).Value / Working.Value;

    /// <summary>The load of some resources on a day of a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="resources">The ids of the resources.</param>
    /// <param name="day">The local day.</param>
    public static PlanLoad Of(Board board, IReadOnlySet<string> resources, int day)
    {
        var sum = default(PlanLoad);
        foreach (Tour tour in board.ToursOf(day))
        {
            if (resources.Contains(board.ResourceOf(tour.Resource).Resource.Id)) sum += Of(tour);
        }
        return sum;
    }

    /// <summary>Two loads together.</summary>
    public static PlanLoad operator +(PlanLoad left, PlanLoad right) =>
        new(left.Working + right.Working, left.Service + right.Service, left.Travel + right.Travel);

    private static PlanLoad Of(Tour tour)
    {
        Seconds working = tour.Period.Span.Length, service = Seconds.Zero, travel = tour.Return.Time;
        foreach (Interval pause in tour.Period.Breaks) working -= pause.Length;
        foreach (TourStop stop in tour.Stops) (service, travel) = (service + stop.Duration, travel + stop.Leg.Time);
        return new PlanLoad(working, service, travel);
    }
}
