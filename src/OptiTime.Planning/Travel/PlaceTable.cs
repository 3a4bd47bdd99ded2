namespace OptiTime.Planning.Travel;

/// <summary>
/// The places of a board: dense numbers for the arrays of a scan, and their unit vectors side by side. Immutable to its readers. Tables
/// grow by sharing: the newest table appends behind the ones before it in the same arrays. A table that is not the newest shares what stands
/// behind it when that is the very place it is to get (a command is drafted, decided and published on the same table), and copies otherwise.
/// </summary>
public sealed class PlaceTable
{
    private readonly PlaceColumns _columns;

    private PlaceTable(PlaceColumns columns, int count) => (_columns, Count) = (columns, count);

    /// <summary>No places.</summary>
    public static PlaceTable Empty { get; } = new(new PlaceColumns(0, 0), 0);

    /// <summary>How many places there are; they are numbered from 0.</summary>
    public int Count { get; }

    /// <summary>The number of a place; -1 when it is not here.</summary>
    public int NumberOf(string id) => _columns.Find(id, Count);

    /// <summary>The coordinates of a place; null when they are not known.</summary>
    public Location? LocationOf(int number) => _columns.LocationOf(number);

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
        int known = NumberOf(id);
        if (known < 0) return new PlaceTable(ColumnsWith(id, location), Count + 1);
        if (LocationOf(known) == location) return this;
        PlaceColumns moved = _columns.Copy(Count, 0);
        moved.Move(known, location);
        return new PlaceTable(moved, Count);
    }

    /// <summary>The same places in columns that no other table shares, ready to take some more.</summary>
    internal PlaceTable Apart(int more) => new(_columns.Copy(Count, more), Count);

    /// <summary>This table, ready to take some more places without growing.</summary>
    internal PlaceTable WithRoomFor(int places) => _columns.HasRoomFor(Count + places) ? this : new PlaceTable(_columns.Copy(Count, places), Count);

    private PlaceColumns ColumnsWith(string id, Location? location)
    {
        if (_columns.TryAdd(Count, id, location)) return _columns;
        if (_columns.Holds(Count, id, location)) return _columns;
        // A sixteenth more each time: what stays empty among ten thousand places would cost more than copying them now and then.
        PlaceColumns columns = _columns.Copy(Count, Math.Max(64, Count / 16), id);
        columns.TryAdd(Count, id, location);
        return columns;
    }
}
