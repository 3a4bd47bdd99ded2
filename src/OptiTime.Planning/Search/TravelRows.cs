using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>
/// The metres from one point to every place of a board, for each kind of road: found once and kept for as long as point and places stay the same,
/// from one pass to the next and from a no to what would make it a yes.
/// </summary>
internal sealed class TravelRows
{
    private readonly List<double> _detours = [];
    private PlaceTable? _places;
    private Location? _point;
    private int[][] _rows = [];

    /// <summary>The rows, by number.</summary>
    internal int[][] Rows => _rows;

    /// <summary>Leads from a point, or from nowhere for those who do not travel.</summary>
    internal void LeadFrom(Location? point, PlaceTable places)
    {
        if (places != _places || point != _point) _detours.Clear();
        (_places, _point) = (places, point);
    }

    /// <summary>The row for a kind of road; there must be a point.</summary>
    internal int[] RowFor(double detour)
    {
        int row = NumberFor(detour);
        return _rows[row];
    }

    /// <summary>The number of the row for a kind of road; 0 where nobody travels.</summary>
    internal int NumberFor(double detour)
    {
        if (_point is not { } point || _places is not { } places) return 0;
        int row = _detours.IndexOf(detour);
        if (row >= 0) return row;
        row = _detours.Count;
        _detours.Add(detour);
        if (_rows.Length <= row) Array.Resize(ref _rows, row + 1);
        if (_rows[row] is null || _rows[row].Length < places.Count) _rows[row] = new int[places.Count * 2];
        places.FillMetres(point, detour, _rows[row]);
        return row;
    }
}
