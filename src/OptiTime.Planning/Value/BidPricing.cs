using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Value;

/// <summary>
/// Reckons bid prices from what is expected still to come and what capacity is left. For each skill that is asked for there is a set of
/// resources that have it, and work that only this set can do: what asks for it, and for all that only some of the set can do. What an hour of
/// the set is worth to that work is its price; a resource costs the dearest of the sets it belongs to. So a request for what everybody
/// knows goes to those who know nothing else, and to days on which nobody who ranks higher will miss them.
/// </summary>
public static class BidPricing
{
    /// <summary>The most skills prices are told apart by: those most is asked for of.</summary>
    public const int MaximumSkills = 64;

    /// <summary>The share of free time that a tour can still use: the rest lies in gaps too short.</summary>
    private const double Usable = 0.85;

    /// <summary>The prices of a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="curve">What is expected.</param>
    /// <param name="now">The present.</param>
    public static BidPrices Of(Board board, BookingCurve curve, Moment now) => new Reckoning(board, curve, now).Run();

    private sealed class Reckoning
    {
        private readonly Board _board;
        private readonly BookingCurve _curve;
        private readonly Moment _now;
        private readonly double _roads;
        private readonly int _firstDay, _hour;
        private readonly ImmutableArray<double> _precedences;
        private readonly List<SkillSet> _sets = [];
        private readonly Dictionary<int, ulong> _memberships = [];

        internal Reckoning(Board board, BookingCurve curve, Moment now)
        {
            (_board, _curve, _now, _roads) = (board, curve, now, FreeTime.RoadsOf(board));
            (_firstDay, _hour) = (Math.Max(board.FirstDay, board.Clock.DayOf(now)), board.Clock.HourOf(now));
            _precedences = [.. curve.Streams.Select(stream => stream.Precedence).Distinct().OrderDescending()];
            FindSets();
        }

        internal BidPrices Run()
        {
            ulong[] kinds = [.. _memberships.Values.Distinct().Order()];
            int days = Math.Max(0, _board.AfterDay - _firstDay), levels = _precedences.Length;
            var cents = new int[days * kinds.Length * levels];
            Span<double> prices = new double[levels];
            for (int day = 0; day < days; day++)
            {
                long[] free = FreeOn(_firstDay + day);
                for (int set = 0; set < _sets.Count; set++)
                {
                    if (!TryPrice(_sets[set], _firstDay + day, free, prices)) continue;
                    for (int kind = 0; kind < kinds.Length; kind++)
                    {
                        if ((kinds[kind] >> set & 1) == 0) continue;
                        Span<int> of = cents.AsSpan(((day * kinds.Length) + kind) * levels, levels);
                        for (int level = 0; level < levels; level++) of[level] = Math.Max(of[level], (int)Math.Min(int.MaxValue, Math.Round(prices[level])));
                    }
                }
            }
            var groups = _memberships.ToImmutableDictionary(
                pair => _board.ResourceOf(pair.Key).Resource.Id, pair => Array.BinarySearch(kinds, pair.Value), StringComparer.Ordinal);
            return new BidPrices(_now, _firstDay, _roads, _precedences, groups, cents);
        }

        /// <summary>Whether anything is expected that only a set can do; then what an hour of it is worth to that, by precedence.</summary>
        private bool TryPrice(SkillSet set, int day, long[] free, Span<double> prices)
        {
            Span<ExpectedWork> work = stackalloc ExpectedWork[_precedences.Length];
            double expected = 0;
            for (int index = 0; index < _precedences.Length; index++)
            {
                double seconds = 0;
                foreach (int stream in set.Streams)
                {
                    if (_curve.Streams[stream].Precedence.Equals(_precedences[index])) seconds += _curve.ToCome(stream, day, _firstDay, _hour);
                }
                work[index] = new ExpectedWork(_precedences[index] * set.CentsAnHour, seconds * (1 + set.Roads) / 3_600);
                expected += seconds;
            }
            if (expected <= 0) return false;
            long left = 0;
            foreach (int number in set.Resources) left += free[number];
            MarginalValue.Fill(work, left * Usable / 3_600, prices);
            return true;
        }

        private long[] FreeOn(int day)
        {
            var free = new long[_board.Table.Slots.Length];
            foreach (Tour tour in _board.ToursOf(day)) free[tour.Resource] += FreeTime.Of(tour, _now);
            return free;
        }

        /// <summary>The resources of each skill asked for, and the work only they can do.</summary>
        private void FindSets()
        {
            var asked = _curve.Streams.Select((stream, index) => (Stream: stream, Index: index))
                .SelectMany(one => SkillKey.Read(one.Stream.Skills).Select(need => (Need: need, one.Stream, one.Index)))
                .GroupBy(one => SkillKey.Text(one.Need), StringComparer.Ordinal)
                .OrderByDescending(group => group.Sum(one => one.Stream.Seconds)).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MaximumSkills);
            var sets = asked.Select(group => (Streams: group.Select(one => one.Index).ToArray(), Resources: Having(group.First().Need))).Where(set => set.Resources.Count > 0).ToArray();
            // What is paid for a service is earned by all who take part in it.
            double[] shares = [.. _curve.Streams.Select(stream => 1.0 / SkillKey.Read(stream.Skills).Length)];
            foreach ((_, HashSet<int> resources) in sets)
            {
                int[] inside = [.. sets.Where(other => other.Resources.IsSubsetOf(resources)).SelectMany(other => other.Streams).Distinct().Order()];
                double seconds = inside.Sum(stream => _curve.Streams[stream].Seconds), cents = inside.Sum(stream => _curve.Streams[stream].Cents * shares[stream]);
                double roads = resources.All(number => _board.ResourceOf(number).IsMobile) ? _roads : 0;
                foreach (int number in resources) _memberships[number] = _memberships.GetValueOrDefault(number) | (1UL << _sets.Count);
                _sets.Add(new SkillSet([.. resources.Order()], inside, cents * 3_600 / (seconds * (1 + roads)), roads));
            }
        }

        private HashSet<int> Having(SkillNeed need) =>
            [.. _board.Resources.Where(entry => need.IsMetBy(entry.Resource.Kind, entry.Resource.Skills)).Select(entry => entry.Number)];
    }

    /// <summary>Resources that have a skill, and the work only they can do.</summary>
    /// <param name="Resources">Their numbers.</param>
    /// <param name="Streams">What asks for it, and for what only some of them can do.</param>
    /// <param name="CentsAnHour">What an hour of that work, roads included, brings in.</param>
    /// <param name="Roads">The seconds on the road that go with a second of it.</param>
    private sealed record SkillSet(int[] Resources, int[] Streams, double CentsAnHour, double Roads);
}
