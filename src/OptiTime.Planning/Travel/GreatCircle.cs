using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptiTime.Planning.Travel;

/// <summary>
/// Distances over the globe from unit vectors: the chord between two points gives the arc by the series of the arcsine
/// (2·asin(c/2) = c + c³/24 + 3c⁵/640 + ...), exact to a metre up to some 2,000 km. Single precision, which places a point within
/// half a metre; the vector path and the scalar path do the same operations in the same order, so they agree to the bit.
/// </summary>
public static class GreatCircle
{
    /// <summary>What a way costs that nobody knows: 100,000 km, so long that no working period has room for it.</summary>
    public const int UnknownMetres = 100_000_000;

    /// <summary>A coordinate so far off that every way to it is unknown.</summary>
    internal const float Nowhere = 1e6f;

    private const float Radius = (float)Location.EarthRadius;

    /// <summary>A point as a unit vector; an unknown point is nowhere.</summary>
    internal static (float X, float Y, float Z) UnitVector(Location? location)
    {
        if (location is not { } point) return (Nowhere, Nowhere, Nowhere);
        (double sinφ, double cosφ) = Math.SinCos(double.DegreesToRadians(point.Latitude));
        (double sinλ, double cosλ) = Math.SinCos(double.DegreesToRadians(point.Longitude));
        return ((float)(cosφ * cosλ), (float)(cosφ * sinλ), (float)sinφ);
    }

    /// <summary>Road metres between two unit vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Metres(float dx, float dy, float dz, float detour)
    {
        float chord2 = (dx * dx) + (dy * dy) + (dz * dz);
        float arc = MathF.Sqrt(chord2) * (1f + (chord2 * ((1f / 24) + (chord2 * (3f / 640)))));
        return (int)MathF.Min((arc * (Radius * detour)) + 0.5f, UnknownMetres);
    }

    /// <summary>Road metres from one point to many: the same figures as one by one, eight at a time.</summary>
    /// <param name="x">First coordinates.</param>
    /// <param name="y">Second coordinates.</param>
    /// <param name="z">Third coordinates.</param>
    /// <param name="from">The point asked about.</param>
    /// <param name="detour">Road metres per great-circle metre.</param>
    /// <param name="metres">Where the distances go; as long as <paramref name="x"/>.</param>
    internal static void Fill(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, (float X, float Y, float Z) from, float detour, Span<int> metres)
    {
        int index = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> scale = Vector256.Create(Radius * detour), most = Vector256.Create((float)UnknownMetres);
            Vector256<float> third = Vector256.Create(3f / 640), second = Vector256.Create(1f / 24), half = Vector256.Create(0.5f);
            Vector256<float> fx = Vector256.Create(from.X), fy = Vector256.Create(from.Y), fz = Vector256.Create(from.Z);
            for (; index <= metres.Length - Vector256<float>.Count; index += Vector256<float>.Count)
            {
                Vector256<float> dx = Vector256.Create(x[index..]) - fx, dy = Vector256.Create(y[index..]) - fy, dz = Vector256.Create(z[index..]) - fz;
                Vector256<float> chord2 = (dx * dx) + (dy * dy) + (dz * dz);
                Vector256<float> arc = Vector256.Sqrt(chord2) * (Vector256<float>.One + (chord2 * (second + (chord2 * third))));
                Vector256.ConvertToInt32(Vector256.Min((arc * scale) + half, most)).CopyTo(metres[index..]);
            }
        }
        for (; index < metres.Length; index++)
            metres[index] = Metres(x[index] - from.X, y[index] - from.Y, z[index] - from.Z, detour);
    }
}
