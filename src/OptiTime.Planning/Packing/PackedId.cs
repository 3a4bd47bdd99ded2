using System.Runtime.InteropServices;

namespace OptiTime.Planning.Packing;

/// <summary>
/// An id without an object of its own: up to sixteen digits of Crockford's base 32, as the edge makes them, fit into eighty
/// bits; any other id is kept as the text it is. Equal exactly when the ids are.
/// </summary>
/// <param name="High">The first digits.</param>
/// <param name="Low">The last ones.</param>
/// <param name="Length">How many digits there are.</param>
/// <param name="Other">The id where it is not made of such digits; null where it is.</param>
internal readonly record struct PackedId(ulong High, ushort Low, byte Length, string? Other)
{
    private const int MaximumLength = 16;

    /// <summary>The key of an id.</summary>
    internal static PackedId Of(string id)
    {
        if (id.Length > MaximumLength || OpaqueDigits.TailOf(id) > 0) return new PackedId(0, 0, 0, id);
        Span<byte> packed = stackalloc byte[sizeof(ulong) + sizeof(ushort)];
        packed.Clear();
        OpaqueDigits.Pack(id, packed);
        return new PackedId(MemoryMarshal.Read<ulong>(packed), MemoryMarshal.Read<ushort>(packed[sizeof(ulong)..]), (byte)id.Length, null);
    }

    /// <summary>The id.</summary>
    public override string ToString()
    {
        if (Other is not null) return Other;
        Span<byte> packed = stackalloc byte[sizeof(ulong) + sizeof(ushort)];
        MemoryMarshal.Write(packed, High);
        MemoryMarshal.Write(packed[sizeof(ulong)..], Low);
        Span<char> id = stackalloc char[Length];
        OpaqueDigits.Unpack(packed, id);
        return new string(id);
    }
}
