using System.Numerics;
using System.Runtime.CompilerServices;

namespace OptiTime.Planning.Optimization;

/// <summary>
/// Random numbers from a seed, the same on every machine and in every build: xoshiro256** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number
/// generators"), begun by SplitMix64.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _first, _second, _third, _fourth;

    /// <summary>Begins a row of numbers.</summary>
    internal SeededRandom(ulong seed) => (_first, _second, _third, _fourth) = (Split(ref seed), Split(ref seed), Split(ref seed), Split(ref seed));

    /// <summary>A number from 0 to before a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number from 0 to before 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_second * 5, 7) * 9, shifted = _second << 17;
        _third ^= _first;
        _fourth ^= _second;
        _second ^= _third;
        _first ^= _fourth;
        _third ^= shifted;
        _fourth = BitOperations.RotateLeft(_fourth, 45);
        return result;
    }

    private static ulong Split(ref ulong seed)
    {
        ulong mixed = seed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
