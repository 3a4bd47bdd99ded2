namespace OptiTime.Planning.Packing;

/// <summary>Whole numbers in as few bytes as they need: seven bits a byte, low ones first; signed ones turned so that small ones stay short.</summary>
internal static class VariableNumber
{
    /// <summary>The most bytes a number can take.</summary>
    internal const int MaximumBytes = 10;

    /// <summary>Writes a number.</summary>
    /// <returns>How many bytes it took.</returns>
    internal static int Write(ulong number, Span<byte> into)
    {
        int at = 0;
        for (; number >= 0x80; number >>= 7) into[at++] = (byte)(number | 0x80);
        into[at++] = (byte)number;
        return at;
    }

    /// <summary>Reads a number, and moves the place of reading behind it.</summary>
    internal static ulong Read(ReadOnlySpan<byte> from, ref int at)
    {
        (ulong number, int shift) = (0, 0);
        while (true)
        {
            byte next = from[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
            shift += 7;
        }
    }

    /// <summary>A signed number as an unsigned one that is small where it is near zero.</summary>
    internal static ulong Fold(long number) => (ulong)((number << 1) ^ (number >> 63));

    /// <summary>The signed number again.</summary>
    internal static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);
}
