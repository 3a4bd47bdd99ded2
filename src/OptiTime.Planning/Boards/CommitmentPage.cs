using OptiTime.Planning.Packing;

namespace OptiTime.Planning.Boards;

/// <summary>Some commitments that follow each other in the order of their ids, packed one behind the other.</summary>
internal sealed class CommitmentPage
{
    /// <summary>The most commitments on a page.</summary>
    internal const int Capacity = 64;

    /// <summary>How many are put on each page when there are too many for one: room is left for those that come between.</summary>
    internal const int Filling = 48;

    /// <summary>A page with fewer is joined with the next one when it is written.</summary>
    internal const int Least = 16;

    /// <summary>Where the last commitment of a page may begin at the latest.</summary>
    internal const int Reach = ushort.MaxValue;

    private readonly byte[] _bytes;
    private readonly ushort[] _starts;

    /// <summary>A page.</summary>
    /// <param name="bytes">The commitments one behind the other.</param>
    /// <param name="starts">Where each begins; the first at 0.</param>
    internal CommitmentPage(ReadOnlySpan<byte> bytes, ushort[] starts) => (_bytes, _starts) = (bytes.ToArray(), starts);

    /// <summary>How many commitments there are.</summary>
    internal int Count => _starts.Length;

    /// <summary>How many bytes they take.</summary>
    internal int Bytes => _bytes.Length + (_starts.Length * sizeof(ushort));

    /// <summary>A commitment as it is packed.</summary>
    internal ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index]..(index + 1 < _starts.Length ? _starts[index + 1] : _bytes.Length));

    /// <summary>The id of a commitment.</summary>
    internal string IdAt(int index)
    {
        int at = 0;
        return PackedText.Read(this[index], ref at)!;
    }

    /// <summary>How the first id compares with another.</summary>
    internal int CompareFirst(string id) => PackedText.Compare(this[0], id);

    /// <summary>Where an id stands; negative (the complement of where it would stand) when it is not here.</summary>
    internal int Find(string id)
    {
        int low = 0, high = _starts.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1, order = PackedText.Compare(this[middle], id);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
