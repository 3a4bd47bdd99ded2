namespace OptiTime.LoadTests.Arrivals;

/// <summary>When calls arrive, whatever becomes of those before: the same seed gives the same times.</summary>
/// <param name="rate">Calls a second; above 0.</param>
/// <param name="isPoisson">Whether calls know nothing of each other, as people do; otherwise they come evenly spaced.</param>
/// <param name="seed">Where the randomness comes from.</param>
internal sealed class ArrivalSchedule(double rate, bool isPoisson, int seed)
{
    private readonly Random _random = new(seed);
    private long _calls;
    private double _seconds;

    /// <summary>When the next call arrives, in nanoseconds from the beginning; never before the one before it.</summary>
    internal long Next()
    {
        // Evenly spaced calls are counted, not added up, so that no error grows.
        _seconds = isPoisson ? _seconds - (Math.Log(1 - _random.NextDouble()) / rate) : _calls++ / rate;
        return (long)(_seconds * MonotonicClock.Second);
    }
}
