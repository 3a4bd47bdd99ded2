namespace OptiTime.Simulation.Runs;

/// <summary>
/// Plays episode after episode, one thread a stream, until time is up, all are played, or a promise is broken. Which thread plays an episode
/// makes no difference to it.
/// </summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="first">The number of its first episode.</param>
/// <param name="count">How many to play at the most.</param>
/// <param name="options">What each is made of.</param>
internal sealed class SimulationRun(ulong seed, long first, long count, EpisodeOptions options)
{
    private readonly Lock _one = new();
    private readonly Figures _figures = new();
    private long _played;
    private EpisodeResult? _broken;

    /// <summary>Called after each episode with the figures so far; one call at a time.</summary>
    internal Action<Figures>? Progress { get; init; }

    /// <summary>Plays.</summary>
    /// <param name="threads">How many episodes at once.</param>
    /// <param name="stop">Ends the run after the episodes that are being played.</param>
    /// <returns>What it comes to, and the first episode seen to break a promise; null where none did.</returns>
    internal (Figures Figures, EpisodeResult? Broken) Play(int threads, CancellationToken stop)
    {
        Thread[] streams = [.. Enumerable.Range(1, threads).Select(stream => new Thread(() => PlayStream(stop)) { Name = $"episodes {stream}" })];
        foreach (Thread stream in streams) stream.Start();
        foreach (Thread stream in streams) stream.Join();
        return (_figures, _broken);
    }

    private void PlayStream(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Volatile.Read(ref _broken) is null && Interlocked.Increment(ref _played) is var turn && turn <= count)
        {
            EpisodeResult result = Episode.Run(seed, first + turn - 1, options);
            lock (_one)
            {
                _figures.Add(result.Figures);
                if (result.Violation is not null) _broken ??= result;
                Progress?.Invoke(_figures);
            }
        }
    }
}
