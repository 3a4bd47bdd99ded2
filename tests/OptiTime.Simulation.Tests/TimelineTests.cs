using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Time;

namespace OptiTime.Simulation.Tests;

public sealed class TimelineTests
{
    private readonly Timeline _timeline;
    private readonly Dice _dice = new(1);
    private readonly List<string> _done = [];

    public TimelineTests() => _timeline = new Timeline(_dice, new Trace());

    [Fact]
    public void Timers_ring_in_the_order_of_virtual_time()
    {
        SkewedClock clock = ClockOf(new Host(1, _timeline, _dice));
        clock.Host!.Begin(() => NoteAfterAsync(clock, 3_600));
        clock.Host.Begin(() => NoteAfterAsync(clock, 60));
        RunOut();
        _done.ShouldBe(["60", "3600"]);
        _timeline.Now.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_process_that_stands_still_goes_on_where_it_stood()
    {
        var host = new Host(1, _timeline, _dice);
        SkewedClock clock = ClockOf(host);
        host.Begin(() => NoteAfterAsync(clock, 1));
        _timeline.Step();
        host.Pause();
        _timeline.After(TimeSpan.FromMinutes(1), host.Resume);
        RunOut();
        _done.ShouldBe(["1"]);
        _timeline.Now.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_process_that_was_killed_does_nothing_more()
    {
        var host = new Host(1, _timeline, _dice);
        SkewedClock clock = ClockOf(host);
        host.Begin(() => NoteAfterAsync(clock, 1));
        _timeline.Step();
        host.Kill();
        RunOut();
        _done.ShouldBeEmpty();
    }

    [Fact]
    public void Work_that_leaves_the_one_thread_is_noticed()
    {
        var host = new Host(1, _timeline, _dice);
        Exception? noticed = null;
        var elsewhere = new Thread(() => noticed = Record.Exception(() => host.Post(_ => { }, null)));
        elsewhere.Start();
        elsewhere.Join();
        noticed.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("left the simulator's thread");
    }

    [Fact]
    public void What_breaks_in_a_process_ends_the_run()
    {
        new Host(1, _timeline, _dice).Begin(async () =>
        {
            await Task.CompletedTask;
            throw new InvalidOperationException("a defect");
        });
        Should.Throw<InvalidOperationException>(RunOut).Message.ShouldBe("a defect");
    }

    private SkewedClock ClockOf(Host host) => new(_timeline, TimeSpan.Zero, 0) { Host = host };

    private async Task NoteAfterAsync(SkewedClock clock, int seconds)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), clock);
        _done.Add(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private void RunOut()
    {
        while (_timeline.Step())
        {
        }
    }
}
