using System.Collections.Immutable;

namespace OptiTime.Planning.Value;

/// <summary>What is asked for by requests that need the same and rank the same.</summary>
/// <param name="Skills">What they need, as a <see cref="SkillKey"/>.</param>
/// <param name="Precedence">What an hour for them is worth against an hour of ordinary work.</param>
/// <param name="Seconds">The work of all that were counted.</param>
/// <param name="Cents">What they would pay for it.</param>
public sealed record DemandStream(string Skills, double Precedence, double Seconds, double Cents);

/// <summary>
/// How much work is still to be asked for on a day, some days before it: for each weekday and lead time the mean of the days that were
/// counted ("pick-up"). What was booked counts, and what was refused; a request that was offered something and took nothing asked again or
/// did not want it. Days that could not have seen a lead time, because counting began later, count for the others only.
/// </summary>
public sealed class BookingCurve
{
    /// <summary>How many days back it looks: eight weeks, so that it follows the seasons.</summary>
    public const int DaysBack = 56;

    private const int Weekdays = 7;

    // Between these hours people ask: so much of today is still to come.
    private const int FirstHour = 7, LastHour = 18;

    private readonly double[] _means;

    private BookingCurve(ImmutableArray<DemandStream> streams, double[] means) => (Streams, _means) = (streams, means);

    /// <summary>What is asked for, in the order of needs and precedence.</summary>
    public ImmutableArray<DemandStream> Streams { get; }

    /// <summary>The curve of what was counted.</summary>
    /// <param name="counts">The counts of a territory.</param>
    /// <param name="today">Its local day: only days before it are over, and looked at.</param>
    /// <param name="settings">What takes precedence.</param>
    /// <returns>Null where nothing was counted yet that could tell.</returns>
    public static BookingCurve? Of(IReadOnlyCollection<DemandCount> counts, int today, OpportunitySettings settings)
    {
        DemandCount[] past = [.. counts.Where(count =>
            count.Key.Day >= today - DaysBack && count.Key.Day < today && count.Key.Outcome != DemandOutcome.Offered && count.Seconds > 0)];
        if (past.Length == 0) return null;
        int since = counts.Min(count => count.Key.Day - count.Key.Ahead);
        var groups = past.GroupBy(count => (count.Key.Skills, Precedence: settings.PrecedenceOf(count.Key.Class, count.Key.Tier)))
            .OrderBy(group => group.Key.Skills, StringComparer.Ordinal).ThenBy(group => group.Key.Precedence).ToArray();
        var means = new double[groups.Length * Weekdays * LeadTimes.Count];
        for (int stream = 0; stream < groups.Length; stream++)
        {
            foreach (DemandCount count in groups[stream]) means[At(stream, count.Key.Day, LeadTimes.IndexOf(count.Key.Ahead))] += count.Seconds;
        }
        for (int weekday = 0; weekday < Weekdays; weekday++)
        {
            for (int lead = 0; lead < LeadTimes.Count; lead++)
            {
                int days = DaysSeen(weekday, Math.Max(today - DaysBack, since + LeadTimes.FirstOf(lead)), today);
                for (int stream = 0; stream < groups.Length && days > 1; stream++) means[At(stream, weekday, lead)] /= days;
            }
        }
        return new BookingCurve(
            [.. groups.Select(group => new DemandStream(group.Key.Skills, group.Key.Precedence, group.Sum(count => (double)count.Seconds), group.Sum(count => (double)count.Cents)))],
            means);
    }

    /// <summary>The work of a stream that is expected to be asked for from now on, in seconds without roads.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="day">The local day it is asked for.</param>
    /// <param name="today">The local day it is now.</param>
    /// <param name="hour">The local hour it is now.</param>
    public double ToCome(int stream, int day, int today, int hour)
    {
        int ahead = day - today;
        double seconds = 0, left = Math.Clamp((LastHour - hour) / (double)(LastHour - FirstHour), 0, 1);
        for (int lead = 0; lead < LeadTimes.Count && ahead >= LeadTimes.FirstOf(lead); lead++)
        {
            int first = LeadTimes.FirstOf(lead), length = LeadTimes.LengthOf(lead);
            // The days from tomorrow on are still to come whole, today in part.
            double days = Math.Min(ahead - first, length) + (ahead - first < length ? left : 0);
            seconds += _means[At(stream, day, lead)] * days / length;
        }
        return seconds;
    }

    /// <summary>The whole work of a stream asked for on a day, in seconds without roads.</summary>
    public double OfDay(int stream, int day)
    {
        double seconds = 0;
        for (int lead = 0; lead < LeadTimes.Count; lead++) seconds += _means[At(stream, day, lead)];
        return seconds;
    }

    private static int DaysSeen(int weekday, int first, int after) =>
        Enumerable.Range(first, Math.Max(0, after - first)).Count(day => Mod(day) == weekday);

    private static int Mod(int day) => ((day % Weekdays) + Weekdays) % Weekdays;

    private static int At(int stream, int day, int lead) => (((stream * Weekdays) + Mod(day)) * LeadTimes.Count) + lead;
}
