using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>What a new stop would add to the road at a position.</summary>
/// <param name="SecondsTo">The way there.</param>
/// <param name="SecondsFrom">The way on.</param>
/// <param name="AddedSeconds">Both, less the leg they replace.</param>
/// <param name="AddedMetres">The same in metres.</param>
internal readonly record struct Detour(int SecondsTo, int SecondsFrom, long AddedSeconds, long AddedMetres);

/// <summary>The block of a tour's nodes, read together with the row of metres from the target to every place.</summary>
internal readonly ref struct NodeBlock
{
    // Two ways are rounded to the second and the metre each; the rest is for single precision.
    private const float RoundedSeconds = 2, RoundedMetres = 2;

    private readonly ReadOnlySpan<int> _row;
    private readonly ref int _first;
    private readonly int _nodes;

    internal NodeBlock(LaneLayout layout, in TourSpan span, ReadOnlySpan<int> row)
    {
        _row = row;
        _nodes = span.Positions + 1;
        _first = ref MemoryMarshal.GetReference(layout.Nodes.AsSpan(span.Block, _nodes * (int)NodeColumn.Count));
    }

    /// <summary>The detour of a position, to the second and the metre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Detour DetourAt(int position)
    {
        int metresTo = _row[At(NodeColumn.Place, position)], metresFrom = _row[At(NodeColumn.Place, position + 1)], pace = At(NodeColumn.Pace, position);
        int secondsTo = Pace.SecondsFor(metresTo, pace), secondsFrom = Pace.SecondsFor(metresFrom, pace);
        return new Detour(
            secondsTo, secondsFrom, secondsTo + secondsFrom - At(NodeColumn.LegSeconds, position),
            (long)metresTo + metresFrom - At(NodeColumn.LegMetres, position));
    }

    /// <summary>
    /// Which of the next eight positions leave time for both ways and the service, and cost less than what is asked, as bits: never too few,
    /// seldom too many. Where there are fewer than eight, or no vectors, all are taken to do.
    /// </summary>
    /// <param name="first">The first of the eight.</param>
    /// <param name="duration">The seconds of the service.</param>
    /// <param name="resource">Whose tour it is.</param>
    /// <param name="below">What the stop must cost less than.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Open(int first, int duration, in ScanResource resource, long below)
    {
        int rest = _nodes - 1 - first;
        if (!Vector256.IsHardwareAccelerated || rest < Vector256<int>.Count) return (1u << Math.Min(rest, Vector256<int>.Count)) - 1;
        Vector256<float> metres = Vector256.ConvertToSingle(Metres(first) + Metres(first + 1));
        Vector256<float> seconds = (metres * Load(NodeColumn.Pace, first) * (1f / 65_536)) - Vector256.Create(RoundedSeconds);
        Vector256<float> cost = ((seconds - Load(NodeColumn.LegSeconds, first)) * resource.PerSecond) + ((metres - Vector256.Create(RoundedMetres) - Load(NodeColumn.LegMetres, first)) * resource.PerMetre);
        // Nothing found yet must not run over where a preferred resource costs less than nothing.
        float most = below == long.MaxValue ? float.PositiveInfinity : below - resource.Base;
        Vector256<float> hasTime = Vector256.LessThanOrEqual(seconds, Load(NodeColumn.Slack, first) - Vector256.Create((float)duration));
        return (hasTime & Vector256.LessThan(cost, Vector256.Create(most))).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(NodeColumn column, int position) => Unsafe.Add(ref _first, ((int)column * _nodes) + position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Load(NodeColumn column, int position) =>
        Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref _first, (nuint)(((int)column * _nodes) + position)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Metres(int node) => Vector256.Create(
        _row[At(NodeColumn.Place, node)], _row[At(NodeColumn.Place, node + 1)], _row[At(NodeColumn.Place, node + 2)], _row[At(NodeColumn.Place, node + 3)],
        _row[At(NodeColumn.Place, node + 4)], _row[At(NodeColumn.Place, node + 5)], _row[At(NodeColumn.Place, node + 6)], _row[At(NodeColumn.Place, node + 7)]);
}
