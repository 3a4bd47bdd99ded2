namespace OptiTime.Planning.Packing;

/// <summary>Reads numbers and texts in the order in which a <see cref="PackWriter"/> wrote them.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>The next number.</summary>
    internal long Number() => VariableNumber.Unfold(VariableNumber.Read(_bytes, ref _at));

    /// <summary>The next number, which was written from an <see cref="int"/>.</summary>
    internal int Integer() => (int)Number();

    /// <summary>The next text; null where none was written.</summary>
    internal string? Text() => PackedText.Read(_bytes, ref _at);

    /// <summary>Passes over a text.</summary>
    internal void SkipText() => PackedText.Skip(_bytes, ref _at);
}
