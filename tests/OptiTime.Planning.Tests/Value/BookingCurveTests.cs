using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Value;

public sealed class BookingCurveTests
{
    private const int Today = 9_822;

    private static DemandCount Counted(int day, int ahead, long hours, DemandOutcome outcome = DemandOutcome.Booked, PriorityClass priority = PriorityClass.Urgent) =>
        new(new DemandKey("lyon", day, ahead, Counts.Boiler, priority, null, outcome), 1_000, hours * 3_600, hours * 10_000);

    private static BookingCurve? Of(params DemandCount[] counts) => BookingCurve.Of(counts, Today, OpportunitySettings.Default);

    [Fact]
    public void Nothing_is_expected_where_nothing_was_counted()
    {
        Of().ShouldBeNull();
        Of(Counted(Today - 7, 0, 2, DemandOutcome.Offered)).ShouldBeNull();
        Of(Counted(Today + 1, 0, 2)).ShouldBeNull();
        Of(Counted(Today - BookingCurve.DaysBack - 1, 0, 2)).ShouldBeNull();
    }

    [Fact]
    public void The_mean_of_the_weekday_is_expected_again()
    {
        // Two Tuesdays were counted; on one nobody called.
        BookingCurve curve = Of(Counted(Today - 14, 2, 4), Counted(Today - 12, 0, 1)).ShouldNotBeNull();

        curve.ToCome(0, Today + 7, Today, 0).ShouldBe(2 * 3_600);
        curve.ToCome(0, Today + 8, Today, 0).ShouldBe(0);
    }

    [Fact]
    public void What_is_asked_for_earlier_than_now_has_come_already()
    {
        BookingCurve curve = Of(Counted(Today - 7, 5, 8), Counted(Today - 7, 1, 2), Counted(Today - 7, 0, 1)).ShouldNotBeNull();

        curve.ToCome(0, Today + 7, Today, 0).ShouldBe(11 * 3_600);
        // Another weekday's tomorrow.
        BookingCurve other = Of(Counted(Today - 6, 5, 8), Counted(Today - 6, 1, 2), Counted(Today - 6, 0, 1)).ShouldNotBeNull();
        other.ToCome(0, Today + 1, Today, 0).ShouldBe(3 * 3_600);
        other.ToCome(0, Today + 1, Today, 23).ShouldBe(1 * 3_600);
    }

    [Fact]
    public void What_was_refused_would_have_come_too() =>
        Of(Counted(Today - 7, 0, 1), Counted(Today - 7, 0, 2, DemandOutcome.Refused)).ShouldNotBeNull().ToCome(0, Today + 7, Today, 0).ShouldBe(3 * 3_600);

    [Fact]
    public void Classes_that_rank_the_same_are_one_stream_and_others_are_not()
    {
        BookingCurve curve = Of(
            Counted(Today - 7, 0, 1, priority: PriorityClass.Standard), Counted(Today - 7, 0, 2, priority: PriorityClass.Project), Counted(Today - 7, 0, 4)).ShouldNotBeNull();

        curve.Streams.Select(stream => (stream.Precedence, stream.Seconds)).ShouldBe([(1, 3 * 3_600), (2, 4 * 3_600)]);
    }

    [Fact]
    public void More_counted_never_means_less_expected() => Laws.Hold(random =>
    {
        DemandCount[] counts = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Any(random))];
        // The first count begins the counting: with more of what was counted on the same days, means can only grow.
        DemandCount[] more = [.. counts, .. counts.Where(_ => random.Next(0, 2) == 0)];
        if (Of(counts) is not { } before) return;
        BookingCurve after = Of(more).ShouldNotBeNull();
        int day = Today + random.Next(0, 40), hour = random.Next(0, 24);
        for (int stream = 0; stream < before.Streams.Length; stream++)
            after.ToCome(stream, day, Today, hour).ShouldBeGreaterThanOrEqualTo(before.ToCome(stream, day, Today, hour) - 1e-6);

        static DemandCount Any(Random random) => Counted(
            Today - random.Next(1, 60), LeadTimes.Floor(random.Next(0, 40)), random.Next(1, 5), (DemandOutcome)random.Next(0, 3), (PriorityClass)random.Next(0, 4));
    });
}
