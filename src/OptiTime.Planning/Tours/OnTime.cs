using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tours;

/// <summary>
/// How likely a stop starts within its promise. Durations and legs are taken as normal and independent; the start of a stop is the later of
/// the arrival and the beginning of its window, whose mean and variance are those of the maximum of a normal variable and a constant
/// (Clark 1961, "The greatest of a finite set of random variables"), carried along the tour.
/// </summary>
public static class OnTime
{
    /// <summary>The standard deviation of a leg as a share of its length: how much the same road differs from day to day.</summary>
    public const double TravelSpread = 0.15;

    /// <summary>The probability, 0 to 1 to four decimals, that the stop at a place of the tour starts by the end of its promise.</summary>
    public static double Of(Tour tour, int index) => Of(tour, index, tour.Stops[index]);

    /// <summary>The same for a stop that would be put into the tour at that place.</summary>
    /// <param name="tour">The tour without it.</param>
    /// <param name="index">Where it would stand.</param>
    /// <param name="asked">The stop.</param>
    public static double Of(Tour tour, int index, in TourStop asked)
    {
        double mean = 0, variance = 0;
        Moment origin = tour.Period.Span.From;
        for (int at = 0; at <= index; at++)
        {
            TourStop stop = at == index ? asked : tour.Stops[at];
            Moment departure = origin + new Seconds((int)Math.Round(mean));
            double arrival = (tour.Period.Arrival(departure, stop.Leg.Time) - origin).Value;
            double legSpread = TravelSpread * stop.Leg.Time.Value;
            double spread = Math.Sqrt(variance + (legSpread * legSpread));
            if (at == index)
                return spread == 0 ? (arrival <= (stop.Latest - origin).Value ? 1 : 0) : Math.Round(Cumulative(((stop.Latest - origin).Value - arrival) / spread), 4);
            (double start, double startVariance) = Later(arrival, spread, (stop.Earliest - origin).Value);
            mean = start + stop.Duration.Value;
            variance = startVariance + ((double)stop.Spread.Value * stop.Spread.Value);
        }
        return 1;
    }

    /// <summary>Mean and variance of the later of a normal variable and a constant.</summary>
    private static (double Mean, double Variance) Later(double mean, double spread, double constant)
    {
        if (spread == 0) return (Math.Max(mean, constant), 0);
        double α = (mean - constant) / spread;
        double above = Cumulative(α), density = Math.Exp(-α * α / 2) / Math.Sqrt(2 * Math.PI);
        double first = (mean * above) + (constant * (1 - above)) + (spread * density);
        double second = (((mean * mean) + (spread * spread)) * above) + (constant * constant * (1 - above)) + ((mean + constant) * spread * density);
        return (first, Math.Max(0, second - (first * first)));
    }

    /// <summary>The standard normal distribution function (Abramowitz and Stegun 1964, 26.2.17; error below 7.5e-8).</summary>
    private static double Cumulative(double x)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        double tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
