using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>What a plan says about a day, read from its tours alone.</summary>
internal static class DayRoads
{
    /// <summary>All the road of a day, the ways home included.</summary>
    internal static Leg Of(Board board, int day)
    {
        var sum = default(Leg);
        foreach (Tour tour in board.ToursOf(day))
        {
            sum += tour.Return;
            foreach (TourStop stop in tour.Stops) sum += stop.Leg;
        }
        return sum;
    }

    /// <summary>Who comes to each commitment, and when.</summary>
    internal static Dictionary<string, (string Resource, Moment Start)> StandingOn(Board board, int day) =>
        board.ToursOf(day).SelectMany(tour => tour.Stops.Select(stop => (Tour: tour, Stop: stop)))
            .ToDictionary(one => one.Stop.Commitment, one => (board.ResourceOf(one.Tour.Resource).Resource.Id, one.Stop.StepTime.From), StringComparer.Ordinal);
}
