using OptiTime.LoadTests.Arrivals;

namespace OptiTime.LoadTests.Tests.Arrivals;

public sealed class PacerTests
{
    private const long Tenth = MonotonicClock.Second / 10;

    [Fact]
    public async Task Every_call_of_the_time_is_begun_in_its_order_and_none_before_it_is_due()
    {
        var begun = new List<long>();
        var pacer = new Pacer(new ArrivalSchedule(2_000, isPoisson: true, seed: 5), due =>
        {
            MonotonicClock.Now.ShouldBeGreaterThanOrEqualTo(due);
            begun.Add(due);
        });
        long from = MonotonicClock.Now;
        await pacer.RunAsync(from, from + Tenth, TestContext.Current.CancellationToken);

        var expected = new ArrivalSchedule(2_000, isPoisson: true, seed: 5);
        begun.ShouldNotBeEmpty();
        begun.ShouldBe(begun.Select(_ => from + expected.Next()));
    }

    [Fact]
    public async Task A_step_is_begun_when_it_is_due_and_not_before()
    {
        long from = MonotonicClock.Now, due = from + (Tenth / 2);
        Pacer pacer = Idle();
        Task<long> step = BeganAsync(pacer, due);
        await pacer.RunAsync(from, from + Tenth, TestContext.Current.CancellationToken);
        (await step).ShouldBeGreaterThanOrEqualTo(due);
    }

    [Fact]
    public async Task A_step_whose_time_does_not_come_is_told_so_also_when_the_run_is_over()
    {
        Pacer pacer = Idle();
        long from = MonotonicClock.Now;
        Task<bool> during = pacer.UntilAsync(from + (100 * MonotonicClock.Second));
        await pacer.RunAsync(from, from + (Tenth / 10), TestContext.Current.CancellationToken);
        (await during).ShouldBeFalse();
        (await pacer.UntilAsync(from)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_fault_in_a_call_ends_the_run_with_it()
    {
        var pacer = new Pacer(new ArrivalSchedule(1_000, false, 1), _ => throw new InvalidOperationException("broken"));
        long from = MonotonicClock.Now;
        (await Should.ThrowAsync<InvalidOperationException>(pacer.RunAsync(from, from + (100 * MonotonicClock.Second), default))).Message.ShouldBe("broken");
    }

    private static Pacer Idle() => new(new ArrivalSchedule(0.001, isPoisson: false, seed: 1), _ => { });

    private static async Task<long> BeganAsync(Pacer pacer, long due)
    {
        (await pacer.UntilAsync(due)).ShouldBeTrue();
        return MonotonicClock.Now;
    }
}
