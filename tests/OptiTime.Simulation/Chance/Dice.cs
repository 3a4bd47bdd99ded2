namespace OptiTime.Simulation.Chance;

/// <summary>
/// The one source of chance of an episode (SplitMix64): the same seed throws the same numbers on every machine and under every version of
/// the framework, which <see cref="Random"/> does not promise.
/// </summary>
/// <param name="seed">Where the numbers begin.</param>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The seed of one of the episodes of a run; none depends on those before it.</summary>
    internal static ulong SeedOf(ulong seed, long episode) => new Dice(new Dice(seed).Next() ^ (ulong)episode).Next();

    /// <summary>64 bits.</summary>
    internal ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to below a limit.</summary>
    internal int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A length of time from one to another.</summary>
    internal TimeSpan Between(TimeSpan least, TimeSpan most) => new(least.Ticks + (long)(Share() * (most - least).Ticks));

    /// <summary>A length of time from one to another, in milliseconds.</summary>
    internal TimeSpan Milliseconds(double least, double most) => Between(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));

    /// <summary>A share, 0 to below 1.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether what happens so often, 0 to 1, happens now.</summary>
    internal bool Happens(double chance) => Share() < chance;

    /// <summary>One of some.</summary>
    internal T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An id.</summary>
    internal Guid NewGuid()
    {
        ulong high = Next(), low = Next();
        return new Guid((int)(high >> 32), (short)(high >> 16), (short)high, BitConverter.GetBytes(low));
    }
}
