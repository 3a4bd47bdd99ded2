using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>A working period looked at second by second: the model that quicker code is compared with.</summary>
/// <param name="Period">The period.</param>
internal sealed record SecondHand(WorkingPeriod Period)
{
    /// <summary>A short period with up to three breaks, some of them at its ends.</summary>
    internal static SecondHand Any(Random random)
    {
        int from = random.Next(0, 100), length = random.Next(60, 160);
        var cuts = Enumerable.Range(0, 2 * random.Next(0, 4)).Select(_ => random.Next(0, length + 1)).Distinct().Order().Chunk(2).Where(pair => pair.Length == 2);
        return new SecondHand(new WorkingPeriod(0, Span(from, from + length), [.. cuts.Select(pair => Span(from + pair[0], from + pair[1]))]));
    }

    internal static Interval Span(int from, int to) => new(new Moment(from), new Moment(to));

    internal bool Pauses(int second) => Period.Breaks.Any(pause => pause.Contains(new Moment(second)));

    /// <summary>When somebody arrives who is on the road for so many seconds outside breaks. A journey of no length ends outside breaks too.</summary>
    internal int Arrival(int departure, int travel)
    {
        int at = departure;
        if (travel == 0) while (Pauses(at)) at++;
        for (; travel > 0; at++) travel -= Pauses(at) ? 0 : 1;
        return at;
    }

    internal bool CanServe(int start, int length) => Enumerable.Range(start, length).All(second => !Pauses(second));

    internal bool Fits(int start, int length) => start >= Period.Span.From.Value && start + length <= Period.Span.To.Value && CanServe(start, length);

    /// <summary>Whether the stops of a tour from a position on, and the way home, can still be made by one who leaves then.</summary>
    /// <param name="tour">The tour.</param>
    /// <param name="index">The first stop to make.</param>
    /// <param name="leave">When the resource leaves for it.</param>
    /// <param name="leg">The way to it.</param>
    internal bool CanGoOn(Tour tour, int index, int leave, int leg)
    {
        for (; index < tour.Stops.Length; index++)
        {
            TourStop stop = tour.Stops[index];
            int start = Math.Max(Arrival(leave, leg), stop.Earliest.Value);
            while (start <= stop.Latest.Value && !Fits(start, stop.Duration.Value)) start++;
            if (start > stop.Latest.Value) return false;
            leave = start + stop.Duration.Value;
            leg = tour.LegTo(index + 1).Time.Value;
        }
        return Arrival(leave, leg) <= Period.Span.To.Value;
    }

    /// <summary>A tour of a few stops that can be made, each somewhere inside a window of its own.</summary>
    internal Tour AnyTour(Random random, int home = 0, int places = 4)
    {
        Tour tour = new(0, 0, Period, home, [], default);
        for (int attempt = random.Next(0, 7); attempt > 0; attempt--)
        {
            int length = random.Next(1, 25), leg = random.Next(0, 15), leave = tour.DepartureTo(tour.Stops.Length).Value;
            int start = Arrival(leave, leg) + random.Next(0, 12);
            while (start < Period.Span.To.Value && !CanServe(start, length)) start++;
            var stop = new TourStop(
                "c" + attempt, 0, home < 0 ? -1 : random.Next(0, places), new Moment(start), new Seconds(length), default,
                new Moment(Math.Max(0, start - random.Next(0, 30))), new Moment(start + random.Next(0, 30)), new(new Seconds(leg), new(leg * 10)));
            int back = random.Next(0, 15);
            Tour longer = tour with { Stops = tour.Stops.Add(stop), Return = new(new Seconds(back), new(back * 10)) };
            if (Fits(start, length) && Arrival(start + length, back) <= Period.Span.To.Value) tour = longer;
        }
        return tour;
    }
}
