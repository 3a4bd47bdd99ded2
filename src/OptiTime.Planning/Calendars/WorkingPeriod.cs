using System.Collections.Immutable;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Calendars;

/// <summary>
/// A stretch of time in which a resource works, resolved from its <see cref="WorkingTime"/>. A mobile resource makes one tour in it, from
/// home and back. Breaks lie inside, in order, and do not touch each other.
/// </summary>
/// <param name="Day">The territory's local day on which it begins, as numbered by <see cref="DayClock"/>.</param>
/// <param name="Span">From when to when.</param>
/// <param name="Breaks">The breaks inside; usually none or one.</param>
public sealed record WorkingPeriod(int Day, Interval Span, ImmutableArray<Interval> Breaks)
{
    /// <summary>Equality by content.</summary>
    public bool Equals(WorkingPeriod? other) => other is not null && Day == other.Day && Span == other.Span && Breaks.SequenceEqual(other.Breaks);

    /// <inheritdoc/>
    public override int GetHashCode() => Span.GetHashCode();

    /// <summary>The moment a journey ends that leaves at <paramref name="departure"/> and takes <paramref name="travel"/> on the road: breaks met on the way are added.</summary>
    public Moment Arrival(Moment departure, Seconds travel)
    {
        Moment at = departure;
        foreach (Interval pause in Breaks)
        {
            if (at >= pause.To) continue;
            if (at >= pause.From) at = pause.To;
            else if (at + travel > pause.From)
            {
                travel -= pause.From - at;
                at = pause.To;
            }
            else break;
        }
        return at + travel;
    }

    /// <summary>The latest departure that still arrives by <paramref name="arrival"/> after <paramref name="travel"/> on the road; the mirror of <see cref="Arrival"/>.</summary>
    public Moment Departure(Moment arrival, Seconds travel)
    {
        Moment at = arrival;
        for (int index = Breaks.Length - 1; index >= 0; index--)
        {
            Interval pause = Breaks[index];
            if (at <= pause.From) continue;
            if (at <= pause.To) at = pause.From;
            else if (at - travel < pause.To)
            {
                travel -= at - pause.To;
                at = pause.From;
            }
            else break;
        }
        return at - travel;
    }

    /// <summary>The first moment not before <paramref name="from"/> at which a service of this length can begin without spanning a break.</summary>
    public Moment EarliestService(Moment from, Seconds length)
    {
        Moment at = from;
        foreach (Interval pause in Breaks)
        {
            if (at < pause.To && at + length > pause.From) at = pause.To;
        }
        return at;
    }

    /// <summary>The last moment not after <paramref name="by"/> at which a service of this length can begin without spanning a break.</summary>
    public Moment LatestService(Moment by, Seconds length)
    {
        Moment at = by;
        for (int index = Breaks.Length - 1; index >= 0; index--)
        {
            Interval pause = Breaks[index];
            if (at < pause.To && at + length > pause.From) at = pause.From - length;
        }
        return at;
    }
}
