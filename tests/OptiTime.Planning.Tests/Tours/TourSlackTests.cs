using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Tests.Tours;

public sealed class TourSlackTests
{
    [Fact]
    public void The_latest_start_of_a_stop_is_the_last_from_which_the_rest_of_the_tour_can_be_made() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        Tour tour = watch.AnyTour(random);
        Span<Moment> latest = stackalloc Moment[tour.Stops.Length + 1];
        tour.FillLatestStarts(latest);
        latest[^1].ShouldBe(watch.Period.Span.To);
        for (int index = 0; index < tour.Stops.Length; index++)
        {
            TourStop stop = tour.Stops[index];
            int last = stop.Latest.Value;
            while (!watch.Fits(last, stop.Duration.Value) || !watch.CanGoOn(tour, index + 1, last + stop.Duration.Value, tour.LegTo(index + 1).Time.Value)) last--;
            latest[index].Value.ShouldBe(last, $"stop {index} of {Facts.Of(tour)}");
        }
    });

    [Fact]
    public void Random_tours_are_worth_the_comparison()
    {
        var random = new Random(1);
        Tour[] tours = [.. Enumerable.Range(0, 200).Select(_ => SecondHand.Any(random).AnyTour(random))];
        tours.Count(tour => tour.Stops.Length >= 2 && !tour.Period.Breaks.IsEmpty).ShouldBeGreaterThan(40);
    }
}
