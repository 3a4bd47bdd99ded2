namespace OptiTime.Demo.Scenarios;

/// <summary>Random numbers that depend on a seed and on what they are for, so that adding to one thing does not stir another.</summary>
internal static class Dice
{
    private const ulong Offset = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211;

    /// <summary>Dice for a purpose and a number within it (a day, the rank of a resource). The hash is FNV-1a, the same in every process.</summary>
    internal static Random Of(int seed, string purpose, int number = 0)
    {
        ulong hash = Offset;
        foreach (char letter in purpose) hash = (hash ^ letter) * Prime;
        hash = (hash ^ (uint)number) * Prime;
        hash = (hash ^ (uint)seed) * Prime;
        return new Random((int)(hash ^ (hash >> 32)));
    }

    /// <summary>One of some things, each as likely.</summary>
    internal static T One<T>(this Random dice, IReadOnlyList<T> things) => things[dice.Next(things.Count)];
}
