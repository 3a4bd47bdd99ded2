namespace OptiTime.Planning.Optimization;

/// <summary>
/// Tells a search how much of its time is over, by which it cools, and when it is up. A search has no clock: who turns rounds into shares is
/// deterministic, who turns seconds into them stands at the edge.
/// </summary>
/// <param name="shareOver">The share that is over after so many rounds, 0 to 1; asked every <see cref="RoundsBetween"/> rounds.</param>
/// <param name="improved">Told the rounds and the cost of a better plan, not oftener than it is asked for the share; null for nobody.</param>
public sealed class SearchPace(Func<long, double> shareOver, Action<long, double>? improved = null)
{
    /// <summary>How many rounds go by from one question to the next.</summary>
    public const int RoundsBetween = 128;

    /// <summary>A search of so many rounds.</summary>
    public static SearchPace Rounds(long rounds) => new(done => (double)done / rounds);

    /// <summary>The share of the time that is over.</summary>
    internal double ShareOver(long rounds) => shareOver(rounds);

    /// <summary>Tells of a better plan.</summary>
    internal void Tell(long rounds, double cost) => improved?.Invoke(rounds, cost);
}
