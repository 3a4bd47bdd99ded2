namespace OptiTime.Planning.Tests.Packing;

/// <summary>Texts at random: ids as the edge makes them, with a prefix or cut short, words in any script, and what is no valid Unicode.</summary>
internal static class Texts
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly string[] Prefixes = ["P-", "at-", "site:", "D", "é-", "\0", "I", "", "home-R-"];

    private static readonly string[] Odd = ["", " ", "0", "O", "é", "日本", "🦦", "\uD83E", "\uDD8Ax", "a\0b", new('Z', 300), new('é', 200)];

    internal static string? AnyOrNone(Random random) => random.Next(0, 6) == 0 ? null : Any(random);

    internal static string Any(Random random) => random.Next(0, 6) switch
    {
        0 => Odd[random.Next(Odd.Length)],
        1 => Prefixes[random.Next(Prefixes.Length)] + Digits(random, random.Next(0, 24)),
        2 => Odd[random.Next(Odd.Length)] + Digits(random, random.Next(0, 24)) + Odd[random.Next(Odd.Length)],
        3 => new string((char)random.Next(0, char.MaxValue + 1), random.Next(1, 4)),
        // Few different ones, so that some come twice.
        4 => "C-" + random.Next(0, 20),
        _ => Digits(random, 16),
    };

    internal static string Digits(Random random, int count) => new(random.GetItems<char>(Crockford, count));
}
