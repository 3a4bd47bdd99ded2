using OptiTime.LoadTests.Arrivals;
using OptiTime.LoadTests.Silos;

namespace OptiTime.LoadTests.Calls;

/// <summary>What callers do.</summary>
/// <param name="HasBookings">Whether they go on to hold and confirm; otherwise they only ask.</param>
/// <param name="Abandoned">The share of held offers that are given back instead of confirmed, 0 to 1.</param>
/// <param name="Cancelled">The share of bookings that are called off again, 0 to 1; 1 keeps a plan as full as it was.</param>
/// <param name="ThinkScale">What people's time to think is multiplied by; 1 is life, where half choose within 20 s and decide within another 30.</param>
internal sealed record Mix(bool HasBookings, double Abandoned, double Cancelled, double ThinkScale)
{
    /// <summary>Callers who only ask.</summary>
    internal static Mix Availability { get; } = new(false, 0, 0, 0);

    /// <summary>How often a caller who lost a race tries the fresh offers that came with the news.</summary>
    internal const int Tries = 3;

    private const double SecondsToChoose = 20, SecondsToDecide = 30, ThinkSpread = 0.6, SecondsUntilCancelled = 60;

    /// <summary>A call, from its first question to its end.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="dice">Randomness of this call's own.</param>
    /// <param name="due">When it arrives.</param>
    /// <param name="desk">Where it is answered.</param>
    /// <param name="pacer">Says when the caller has thought enough.</param>
    internal async Task CallAsync(Question question, Random dice, long due, Desk desk, Pacer pacer)
    {
        if (!HasBookings)
        {
            await desk.AskAsync(question, due).ConfigureAwait(false);
            return;
        }
        List<string>? offers = await desk.OffersAsync(question, due).ConfigureAwait(false);
        string? hold = null;
        for (int tries = 0; hold is null && tries < Tries && offers is { Count: > 0 }; tries++)
        {
            if (await ThinkAsync(SecondsToChoose) is not { IsInTime: true } chosen) return;
            (hold, offers) = await desk.HoldAsync(question, Choose(offers, dice), chosen.At).ConfigureAwait(false);
        }
        if (hold is null) return;
        Thought decided = await ThinkAsync(SecondsToDecide);
        if (!decided.IsInTime || dice.NextDouble() < Abandoned)
        {
            await desk.ReleaseAsync(question, hold, decided.At).ConfigureAwait(false);
            return;
        }
        string? booking = await desk.ConfirmAsync(question, hold, decided.At).ConfigureAwait(false);
        if (booking is not null && dice.NextDouble() < Cancelled)
            await desk.CancelAsync(question, booking, (await ThinkAsync(SecondsUntilCancelled)).At).ConfigureAwait(false);

        // Log-normal, as people's times are: half take less than the median, and a few very long.
        async ValueTask<Thought> ThinkAsync(double medianSeconds)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
            long end = MonotonicClock.Now + (long)(medianSeconds * ThinkScale * Math.Exp(ThinkSpread * normal) * MonotonicClock.Second);
            bool isInTime = await pacer.UntilAsync(end).ConfigureAwait(false);
            return new Thought(isInTime, isInTime ? end : MonotonicClock.Now);
        }
    }

    /// <summary>The end of a caller's thinking.</summary>
    /// <param name="IsInTime">False when the run was over before: then the caller gives back what they have, so that the next run finds the plan as this one did.</param>
    /// <param name="At">When.</param>
    private readonly record struct Thought(bool IsInTime, long At);

    // The best offer suits half of those who are left, the next half of the rest, and so on.
    private static string Choose(List<string> offers, Random dice)
    {
        int index = 0;
        while (index < offers.Count - 1 && dice.Next(2) == 0) index++;
        return offers[index];
    }
}
