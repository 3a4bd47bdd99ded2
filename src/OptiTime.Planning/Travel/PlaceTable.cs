using System.Collections.Immutable;

namespace OptiTime.Planning.Travel;

/// <summary>
/// The places of a board: dense numbers for the arrays of a scan, and their unit vectors side by side. Immutable to its readers. Tables
/// grow by sharing: the newest table appends behind the ones before it in the same arrays. A table that is not the newest shares what stands
/// behind it when that is the very place it is to get (a command is drafted, decided and published on the same table), and copies otherwise.
/// </summary>
public sealed class PlaceTable
{
    private readonly Columns _columns;
    private readonly ImmutableDictionary<string, int> _numbers;

    private PlaceTable(Columns columns, int count, ImmutableDictionary<string, int> numbers) =>
        (_columns, Count, _numbers) = (columns, count, numbers);

    /// <summary>No places.</summary>
    public static PlaceTable Empty { get; } = new(new Columns(0), 0, ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>How many places there are; they are numbered from 0.</summary>
    public int Count { get; }

    /// <summary>The number of a place; -1 when it is not here.</summary>
    public int NumberOf(string id) => _numbers.TryGetValue(id, out int number) ? number : -1;

    /// <summary>The coordinates of a place; null when they are not known.</summary>
    public Location? LocationOf(int number) => _columns.Locations[number];

    /// <summary>The place of an id, with its coordinates where known.</summary>
    public Place PlaceOf(string id) => new(id, NumberOf(id) is >= 0 and var number ? LocationOf(number) : null);

    /// <summary>Road metres between two places.</summary>
    public int Metres(int from, int to, double detour)
    {
        if (from == to) return 0;
        return GreatCircle.Metres(
            _columns.X[from] - _columns.X[to], _columns.Y[from] - _columns.Y[to], _columns.Z[from] - _columns.Z[to], (float)detour);
    }

    /// <summary>Road metres between a place and a point that need not be a place.</summary>
    public int Metres(int from, Location? to, double detour)
    {
        (float x, float y, float z) = GreatCircle.UnitVector(to);
        return GreatCircle.Metres(_columns.X[from] - x, _columns.Y[from] - y, _columns.Z[from] - z, (float)detour);
    }

    /// <summary>Road metres from a point to every place, by number.</summary>
    public void FillMetres(Location point, double detour, Span<int> metres) =>
        GreatCircle.Fill(
            _columns.X.AsSpan(0, Count), _columns.Y.AsSpan(0, Count), _columns.Z.AsSpan(0, Count), GreatCircle.UnitVector(point),
            (float)detour, metres[..Count]);

    /// <summary>This table with one place more; a place that is here already, at the same point, changes nothing.</summary>
    public PlaceTable With(string id, Location? location)
    {
        if (_numbers.TryGetValue(id, out int known))
        {
            if (_columns.Locations[known] == location) return this;
            Columns moved = _columns.Copy(Count, Count);
            moved.Set(known, id, location);
            return new PlaceTable(moved, Count, _numbers);
        }
        return new PlaceTable(ColumnsWith(id, location), Count + 1, _numbers.Add(id, Count));
    }

    private Columns ColumnsWith(string id, Location? location)
    {
        bool claimed = _columns.TryClaim(Count);
        if (!claimed && _columns.Holds(Count, id, location)) return _columns;
        Columns columns = claimed ? _columns : _columns.Copy(Count, Math.Max(64, Count * 2));
        if (!claimed) columns.TryClaim(Count);
        columns.Set(Count, id, location);
        return columns;
    }

    /// <summary>The arrays several tables share. A slot is written once, by the table that claimed it.</summary>
    private sealed class Columns(int capacity)
    {
        private readonly string?[] _ids = new string?[capacity];
        private int _claimed;

        internal float[] X { get; } = new float[capacity];

        internal float[] Y { get; } = new float[capacity];

        internal float[] Z { get; } = new float[capacity];

        internal Location?[] Locations { get; } = new Location?[capacity];

        internal bool TryClaim(int slot) => slot < X.Length && Interlocked.CompareExchange(ref _claimed, slot + 1, slot) == slot;

        /// <summary>Whether a slot is seen to hold a place; not yet, while whoever claimed it is writing.</summary>
        internal bool Holds(int slot, string id, Location? location) =>
            slot < _ids.Length && Volatile.Read(ref _ids[slot]) == id && Locations[slot] == location;

        internal Columns Copy(int count, int capacity)
        {
            var copy = new Columns(capacity) { _claimed = count };
            X.AsSpan(0, count).CopyTo(copy.X);
            Y.AsSpan(0, count).CopyTo(copy.Y);
            Z.AsSpan(0, count).CopyTo(copy.Z);
            Locations.AsSpan(0, count).CopyTo(copy.Locations);
            _ids.AsSpan(0, count).CopyTo(copy._ids);
            return copy;
        }

        internal void Set(int slot, string id, Location? location)
        {
            (X[slot], Y[slot], Z[slot]) = GreatCircle.UnitVector(location);
            Locations[slot] = location;
            // Last: who sees the id sees the whole place.
            Volatile.Write(ref _ids[slot], id);
        }
    }
}
