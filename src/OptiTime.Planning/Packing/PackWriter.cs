namespace OptiTime.Planning.Packing;

/// <summary>Writes numbers and texts one behind the other.</summary>
internal sealed class PackWriter
{
    private byte[] _bytes = new byte[1_024];

    /// <summary>How much is written.</summary>
    internal int Length { get; private set; }

    /// <summary>What is written.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets all that was written.</summary>
    internal void Clear() => Length = 0;

    /// <summary>Writes a number.</summary>
    internal void Number(long number) => Length += VariableNumber.Write(VariableNumber.Fold(number), Room(VariableNumber.MaximumBytes));

    /// <summary>Writes a text or none.</summary>
    internal void Text(string? text) => Length += PackedText.Write(text, Room(PackedText.BytesFor(text)));

    /// <summary>Writes what was written before.</summary>
    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    private Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        return _bytes.AsSpan(Length);
    }
}
