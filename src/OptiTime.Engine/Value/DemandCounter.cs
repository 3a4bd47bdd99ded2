using System.Collections.Concurrent;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Engine.Value;

/// <summary>A request, or a booking, as it is counted.</summary>
/// <param name="Territory">The territory asked.</param>
/// <param name="On">The local day on which it was asked.</param>
/// <param name="FirstDay">The first local day asked for.</param>
/// <param name="Days">How many days any of which would do; at least 1.</param>
/// <param name="Skills">What it needs, as a <see cref="SkillKey"/>.</param>
/// <param name="Class">Its priority class.</param>
/// <param name="Tier">The customer's tier; null for none.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Seconds">The work it asks for.</param>
/// <param name="Cents">What it pays.</param>
public readonly record struct CountedRequest(
    string Territory, int On, int FirstDay, int Days, string Skills, PriorityClass Class, string? Tier, DemandOutcome Outcome, int Seconds, long Cents);

/// <summary>
/// Counts in memory what is asked for, until somebody takes it to the store. Whoever counts waits for nobody: one look-up and one addition.
/// What was counted since it was last taken is lost with the process.
/// </summary>
public sealed class DemandCounter
{
    /// <summary>The most different requests that are told apart between two takings; more are not counted.</summary>
    public const int MaximumDifferent = 50_000;

    private ConcurrentDictionary<CountedRequest, Tally> _tallies = new();

    /// <summary>Counts one.</summary>
    public void Count(in CountedRequest request)
    {
        ConcurrentDictionary<CountedRequest, Tally> tallies = Volatile.Read(ref _tallies);
        if (!tallies.TryGetValue(request, out Tally? tally))
        {
            if (tallies.Count >= MaximumDifferent) return;
            tally = tallies.GetOrAdd(request, _ => new Tally());
        }
        tally.Add();
    }

    /// <summary>Takes what was counted, each request spread over the days it asks for.</summary>
    public IReadOnlyCollection<DemandCount> Take()
    {
        // Somebody who counts at this moment may still add to what is taken: then it is counted, or lost.
        ConcurrentDictionary<CountedRequest, Tally> tallies = Interlocked.Exchange(ref _tallies, new());
        var counts = new Dictionary<DemandKey, (long Thousandths, long Seconds, long Cents)>();
        foreach ((CountedRequest request, Tally tally) in tallies)
        {
            for (int index = 0; index < request.Days; index++)
            {
                int day = request.FirstDay + index;
                var key = new DemandKey(
                    request.Territory, day, LeadTimes.Floor(Math.Max(0, day - request.On)), request.Skills, request.Class, request.Tier, request.Outcome);
                (long thousandths, long seconds, long cents) = counts.GetValueOrDefault(key);
                counts[key] = (thousandths + Share(tally.Count * 1_000), seconds + Share(tally.Count * request.Seconds), cents + Share(tally.Count * request.Cents));

                // The parts add up to the whole.
                long Share(long whole) => ((whole * (index + 1)) / request.Days) - (whole * index / request.Days);
            }
        }
        return [.. counts.Select(pair => new DemandCount(pair.Key, pair.Value.Thousandths, pair.Value.Seconds, pair.Value.Cents))];
    }

    private sealed class Tally
    {
        private long _count;

        internal long Count => Interlocked.Read(ref _count);

        internal void Add() => Interlocked.Increment(ref _count);
    }
}
