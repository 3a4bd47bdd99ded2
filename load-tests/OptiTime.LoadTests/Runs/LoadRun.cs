using OptiTime.LoadTests.Arrivals;
using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Silos;

namespace OptiTime.LoadTests.Runs;

/// <summary>Puts load on silos and measures what comes of it.</summary>
/// <param name="sender">Sends.</param>
/// <param name="desk">Where callers ring.</param>
/// <param name="questions">What they ask, in turn.</param>
/// <param name="silos">The silos' processes, those that are known.</param>
internal sealed class LoadRun(Sender sender, Desk desk, Question[] questions, IReadOnlyList<ProcessWatch> silos)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    // What a runtime tells about itself comes up to a second late.
    private static readonly TimeSpan RuntimeDelay = TimeSpan.FromMilliseconds(1_300);

    /// <summary>Runs to the end of the plan, and until the last answer.</summary>
    /// <param name="plan">How much for how long.</param>
    /// <param name="tell">Told the share that is done, and how it goes.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<LoadResult> RunAsync(LoadPlan plan, Action<double, string> tell, CancellationToken stop)
    {
        long begin = MonotonicClock.Now + (MonotonicClock.Second / 100), from = begin + Nanoseconds(plan.WarmUp), to = from + Nanoseconds(plan.Measured);
        var tally = new Tally(from, to);
        sender.CountIn(tally);
        using ProcessWatch driver = ProcessWatch.Self();
        ProcessWatch[] watches = [driver, .. silos];
        Task pacing = Pace(plan, begin, to, out Func<int> open, out Func<Exception?> fault, stop);
        try
        {
            ProcessorShare? busy = await MeasureAsync();
            if (fault() is { } failure) throw new InvalidOperationException("A caller of the driver failed.", failure);
            ProcessUse[] uses = [.. watches.Select(watch => watch.Use())];
            return new LoadResult(plan, tally, uses[0], uses[1..], busy?.Without(uses.Select(use => use.Processor)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Who gives up leaves no holds behind.
            await DrainAsync(open, CancellationToken.None);
            throw;
        }

        async Task<ProcessorShare?> MeasureAsync()
        {
            await WaitAsync(from, () => tell(Done(), "warming up"));
            foreach (ProcessWatch watch in watches) watch.Begin();
            ProcessorReading? machine = ProcessorReading.OfMachine();
            await WaitAsync(to, () => tell(Done(), $"{sender.Outstanding} waiting for an answer"));
            foreach (ProcessWatch watch in watches) watch.End();
            ProcessorShare? busy = ProcessorReading.OfMachine() is { } after && machine is { } before ? after.Since(before) : null;
            await pacing;
            await DrainAsync(open, stop);
            await Task.Delay(RuntimeDelay, stop);
            return busy;
        }

        double Done() => Math.Clamp((double)(MonotonicClock.Now - begin) / (to - begin), 0, 1);

        async Task WaitAsync(long until, Action glance)
        {
            while (MonotonicClock.Now is var now && now < until)
            {
                await Task.Delay(TimeSpan.FromTicks(Math.Min(Glance.Ticks, (until - now) / 100)), stop);
                glance();
            }
        }
    }

    private Task Pace(LoadPlan plan, long begin, long to, out Func<int> open, out Func<Exception?> fault, CancellationToken stop)
    {
        Exception? first = null;
        int calls = 0, inProgress = 0;
        Pacer pacer = null!;
        pacer = new Pacer(new ArrivalSchedule(plan.Rate, plan.IsPoisson, plan.Seed), due => _ = CallAsync(calls++, due));
        open = () => Volatile.Read(ref inProgress);
        fault = () => first;
        return pacer.RunAsync(begin, to, stop);

        async Task CallAsync(int number, long due)
        {
            Interlocked.Increment(ref inProgress);
            try
            {
                // Each call has dice of its own, so that what it does depends on nothing but the seed and its answers.
                var dice = new Random(HashOf(plan.Seed, number));
                await plan.Mix.CallAsync(questions[number % questions.Length], dice, due, desk, pacer);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
            }
            finally
            {
                Interlocked.Decrement(ref inProgress);
            }
        }
    }

    /// <summary>Lets the last calls end: answers that are still to come count, and what is held is given back.</summary>
    private static async Task DrainAsync(Func<int> open, CancellationToken stop)
    {
        long give = MonotonicClock.Now + (2 * Nanoseconds(Sender.Patience));
        while (open() > 0 && MonotonicClock.Now < give) await Task.Delay(TimeSpan.FromMilliseconds(20), stop);
    }

    private static long Nanoseconds(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;

    private static int HashOf(int seed, int number) => unchecked((seed * 486_187_739) + (number * 16_777_619));
}
