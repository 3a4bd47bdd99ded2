namespace OptiTime.Planning.Packing;

/// <summary>Crockford's base 32, in which the edge makes ids: five bits a character where text takes sixteen.</summary>
internal static class OpaqueDigits
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly sbyte[] Values = [.. Enumerable.Range(0, 128).Select(code => (sbyte)Alphabet.IndexOf((char)code))];

    /// <summary>The digit of a character, 0 to 31; negative when it is none.</summary>
    internal static int ValueOf(char character) => character < 128 ? Values[character] : -1;

    /// <summary>The character of a digit.</summary>
    internal static char CharacterOf(int digit) => Alphabet[digit & 31];

    /// <summary>How many bytes so many digits take.</summary>
    internal static int BytesFor(int digits) => ((digits * 5) + 7) / 8;

    /// <summary>Where the digits at the end of a text begin.</summary>
    internal static int TailOf(ReadOnlySpan<char> text)
    {
        int from = text.Length;
        while (from > 0 && ValueOf(text[from - 1]) >= 0) from--;
        return from;
    }

    /// <summary>Writes digits, the first one highest.</summary>
    internal static void Pack(ReadOnlySpan<char> digits, Span<byte> into)
    {
        (int pending, int bits, int at) = (0, 0, 0);
        foreach (char digit in digits)
        {
            pending = (pending << 5) | ValueOf(digit);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            into[at++] = (byte)(pending >> bits);
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) into[at] = (byte)(pending << (8 - bits));
    }

    /// <summary>Reads as many digits as there is room for.</summary>
    internal static void Unpack(ReadOnlySpan<byte> packed, Span<char> digits)
    {
        (int pending, int bits, int at) = (0, 0, 0);
        for (int index = 0; index < digits.Length; index++)
        {
            if (bits < 5)
            {
                pending = (pending << 8) | packed[at++];
                bits += 8;
            }
            bits -= 5;
            digits[index] = CharacterOf(pending >> bits);
            pending &= (1 << bits) - 1;
        }
    }
}
