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

    private long? _began;

    /// <inheritdoc/>
    public void Report(LoadProgress value)
    {
        string words = value.Stage;
        if (value.Bookings > 0)
        {
            // What an earlier run has done was not done at this one's pace, nor was reading it.
            TimeSpan elapsed = clock.GetElapsedTime(_began ??= clock.GetTimestamp());
            words = string.Create(CultureInfo.InvariantCulture, $"{value.Bookings:N0} bookings");
            if (elapsed > Warm && value.Gained > 0)
            {
                double left = elapsed.TotalSeconds * (1 - value.Share) / value.Gained;
                words += string.Create(CultureInfo.InvariantCulture, $", {value.Bookings / elapsed.TotalSeconds:N0}/s, {Math.Ceiling(left):N0} s left");
            }
        }
        report(value.Share, words);
    }
}
