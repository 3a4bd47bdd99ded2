using System.Globalization;
using OptiTime.Demo.Loading;

namespace OptiTime.Silo.Commands.Fill;

/// <summary>Puts into words how far a load has come, how fast it goes and how long it will take.</summary>
/// <param name="clock">The clock.</param>
/// <param name="report">Who is told the share that is done, 0 to 1, and the words.</param>
internal sealed class FillWords(TimeProvider clock, Action<double, string> report) : IProgress<LoadProgress>
{
    // Before this the rate is that of a program just started, and says nothing.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);

    private readonly long _began = clock.GetTimestamp();
    private double? _first;

    /// <inheritdoc/>
    public void Report(LoadProgress value)
    {
        TimeSpan elapsed = clock.GetElapsedTime(_began);
        // What an earlier run has done was not done at this one's pace.
        double first = _first ??= value.Share;
        string words = value.Bookings == 0 ? value.Stage : string.Create(CultureInfo.InvariantCulture, $"{value.Bookings:N0} bookings");
        if (elapsed > Warm && value.Bookings > 0)
        {
            TimeSpan left = elapsed * ((1 - value.Share) / Math.Max(1e-6, value.Share - first));
            words += string.Create(CultureInfo.InvariantCulture, $", {value.Bookings / elapsed.TotalSeconds:N0}/s, {Math.Ceiling(left.TotalSeconds):N0} s left");
        }
        report(value.Share, words);
    }
}
