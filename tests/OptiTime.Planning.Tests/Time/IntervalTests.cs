using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Time;

public sealed class IntervalTests
{
    [Fact]
    public void An_interval_behaves_like_the_set_of_its_seconds() => Laws.Hold(random =>
    {
        Interval left = Any(random), right = Any(random);
        HashSet<int> inLeft = SecondsOf(left), inRight = SecondsOf(right), shared = [.. inLeft.Intersect(inRight)];
        left.Length.Value.ShouldBe(inLeft.Count);
        left.IsEmpty.ShouldBe(inLeft.Count == 0);
        for (int second = 0; second <= 12; second++) left.Contains(new Moment(second)).ShouldBe(inLeft.Contains(second));
        left.Intersect(right).IsEmpty.ShouldBe(shared.Count == 0);
        if (shared.Count > 0) SecondsOf(left.Intersect(right)).ShouldBe(shared, ignoreOrder: true);
        if (!left.IsEmpty && !right.IsEmpty)
        {
            left.Overlaps(right).ShouldBe(shared.Count > 0);
            left.Contains(right).ShouldBe(inRight.IsSubsetOf(inLeft));
        }
    });

    [Fact]
    public void Neighbours_share_nothing()
    {
        Interval morning = Lyon.MondaySpan("08:00-12:00"), afternoon = Lyon.MondaySpan("12:00-18:00");
        morning.Overlaps(afternoon).ShouldBeFalse();
        morning.Contains(afternoon.From).ShouldBeFalse();
        morning.Intersect(afternoon).IsEmpty.ShouldBeTrue();
    }

    private static Interval Any(Random random)
    {
        int from = random.Next(0, 11);
        return SecondHand.Span(from, random.Next(from, 12));
    }

    private static HashSet<int> SecondsOf(Interval interval) => [.. Enumerable.Range(interval.From.Value, interval.To.Value - interval.From.Value)];
}
