using System.Security.Cryptography;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Ids made at the edge: 16 characters of Crockford's base 32, 80 random bits.</summary>
internal static class OpaqueId
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    /// <summary>A new id.</summary>
    public static string New() => New(1)[0];

    /// <summary>New ids, drawn together: each draw is a call into the system's library.</summary>
    public static string[] New(int count)
    {
        byte[] dice = RandomNumberGenerator.GetBytes(count * Length);
        var ids = new string[count];
        for (int number = 0; number < count; number++) ids[number] = string.Create(Length, (dice, First: number * Length), Write);
        return ids;
    }

    /// <summary>Five bits of a byte make a mark, so that each of the 32 is as likely as the others.</summary>
    private static void Write(Span<char> id, (byte[] Dice, int First) from)
    {
        for (int index = 0; index < Length; index++) id[index] = Crockford[from.Dice[from.First + index] % Crockford.Length];
    }
}
