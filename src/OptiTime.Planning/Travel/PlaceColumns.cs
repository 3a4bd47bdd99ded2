using OptiTime.Planning.Packing;

namespace OptiTime.Planning.Travel;

/// <summary>
/// The arrays several place tables share. A slot is written once, by the table that claimed it, and only when every slot before it is
/// written; a table looks at no slot behind its own, so that those who read need no lock.
/// </summary>
internal sealed class PlaceColumns
{
    /// <summary>Room for an id as the edge makes it, in bytes; longer ones take it from shorter ones, or the columns grow sooner.</summary>
    private const int TypicalId = 12;

    private readonly double[] _latitudes, _longitudes;
    private readonly byte[] _ids;
    private readonly int[] _ends;
    private readonly int[] _index;
    private int _claimed;

    /// <summary>Empty columns.</summary>
    /// <param name="capacity">For so many places.</param>
    /// <param name="idBytes">And so many bytes of their ids.</param>
    internal PlaceColumns(int capacity, int idBytes)
    {
        (X, Y, Z) = (new float[capacity], new float[capacity], new float[capacity]);
        (_latitudes, _longitudes) = (new double[capacity], new double[capacity]);
        (_ids, _ends) = (new byte[idBytes], new int[capacity]);
        // A quarter stays empty, so that what is looked for is found within a few steps.
        _index = new int[(capacity * 4 / 3) + 1];
    }

    internal float[] X { get; }

    internal float[] Y { get; }

    internal float[] Z { get; }

    /// <summary>Whether this many places could be added up to.</summary>
    internal bool HasRoomFor(int places) => places <= X.Length;

    /// <summary>The number of a place among the first ones; -1 when it is not there.</summary>
    internal int Find(string id, int count)
    {
        if (count == 0) return -1;
        int size = PackedText.BytesFor(id);
        Span<byte> packed = size <= 256 ? stackalloc byte[size] : new byte[size];
        packed = packed[..PackedText.Write(id, packed)];
        for (int at = HomeOf(packed); ; at = After(at))
        {
            int slot = Volatile.Read(ref _index[at]) - 1;
            if (slot < 0) return -1;
            if (slot < count && IdOf(slot).SequenceEqual(packed)) return slot;
        }
    }

    /// <summary>The coordinates of a place; null when they are not known.</summary>
    internal Location? LocationOf(int slot) => double.IsNaN(_latitudes[slot]) ? null : new Location(_latitudes[slot], _longitudes[slot]);

    /// <summary>Writes a place into a slot, if it is the next one, nobody else has it, and there is room.</summary>
    internal bool TryAdd(int slot, string id, Location? location)
    {
        int size = PackedText.BytesFor(id);
        Span<byte> packed = size <= 256 ? stackalloc byte[size] : new byte[size];
        packed = packed[..PackedText.Write(id, packed)];
        int from = slot == 0 ? 0 : slot <= _ends.Length ? _ends[slot - 1] : _ids.Length;
        if (slot >= X.Length || from + packed.Length > _ids.Length || Interlocked.CompareExchange(ref _claimed, slot + 1, slot) != slot) return false;
        packed.CopyTo(_ids.AsSpan(from));
        Move(slot, location);
        _ends[slot] = from + packed.Length;
        // Last: who finds the place by its id sees the whole of it.
        Enter(slot);
        return true;
    }

    /// <summary>Whether a slot is seen to hold a place; not yet, while whoever claimed it is writing.</summary>
    internal bool Holds(int slot, string id, Location? location) => slot < X.Length && Find(id, slot + 1) == slot && LocationOf(slot) == location;

    /// <summary>The first places, in columns of their own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="more">For how many more there is to be room.</param>
    /// <param name="next">The id of the next one, however long; null when none is known yet.</param>
    internal PlaceColumns Copy(int count, int more, string? next = null)
    {
        int idBytes = count == 0 ? 0 : _ends[count - 1];
        var copy = new PlaceColumns(count + more, idBytes + (more * TypicalId) + (next is null ? 0 : PackedText.BytesFor(next))) { _claimed = count };
        X.AsSpan(0, count).CopyTo(copy.X);
        Y.AsSpan(0, count).CopyTo(copy.Y);
        Z.AsSpan(0, count).CopyTo(copy.Z);
        _latitudes.AsSpan(0, count).CopyTo(copy._latitudes);
        _longitudes.AsSpan(0, count).CopyTo(copy._longitudes);
        _ids.AsSpan(0, idBytes).CopyTo(copy._ids);
        _ends.AsSpan(0, count).CopyTo(copy._ends);
        for (int slot = 0; slot < count; slot++) copy.Enter(slot);
        return copy;
    }

    /// <summary>Gives a place other coordinates: only in columns nobody else has yet, or before it can be found.</summary>
    internal void Move(int slot, Location? location)
    {
        (X[slot], Y[slot], Z[slot]) = GreatCircle.UnitVector(location);
        (_latitudes[slot], _longitudes[slot]) = location is { } point ? (point.Latitude, point.Longitude) : (double.NaN, double.NaN);
    }

    private void Enter(int slot)
    {
        int at = HomeOf(IdOf(slot));
        while (_index[at] != 0) at = After(at);
        Volatile.Write(ref _index[at], slot + 1);
    }

    private ReadOnlySpan<byte> IdOf(int slot) => _ids.AsSpan((slot == 0 ? 0 : _ends[slot - 1]).._ends[slot]);

    private int HomeOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return (int)(((ulong)(uint)hash.ToHashCode() * (uint)_index.Length) >> 32);
    }

    private int After(int at) => at + 1 == _index.Length ? 0 : at + 1;
}
