using OptiTime.LoadTests.Arrivals;
using OptiTime.LoadTests.Latency;

namespace OptiTime.LoadTests.Calls;

/// <summary>What came of the requests that were due in a stretch of time. Many threads count at once.</summary>
/// <param name="from">Requests due from here on are counted, in nanoseconds of the monotonic clock.</param>
/// <param name="to">Those due from here on are not.</param>
internal sealed class Tally(long from, long to)
{
    /// <summary>The status of a request that got no answer: refused, broken off, or not within the time limit.</summary>
    internal const int NoAnswer = 0;

    private const int Statuses = 600;
    private readonly KindTally[] _kinds = [.. Enum.GetValues<RequestKind>().Select(_ => new KindTally())];

    /// <summary>How late requests were begun, in microseconds after they were due: the driver's own fault.</summary>
    internal LatencyHistogram Lateness { get; } = new();

    /// <summary>How long it lasts, in seconds.</summary>
    internal double Seconds => (double)(to - from) / MonotonicClock.Second;

    /// <summary>What came of one kind of request.</summary>
    internal KindTally this[RequestKind kind] => _kinds[(int)kind];

    /// <summary>The kinds that were asked at all.</summary>
    internal IEnumerable<RequestKind> Asked => Enum.GetValues<RequestKind>().Where(kind => this[kind].Latency.Count > 0);

    /// <summary>Whether a request due then is counted.</summary>
    internal bool Covers(long due) => due >= from && due < to;

    /// <summary>Counts a request.</summary>
    /// <param name="kind">What was asked.</param>
    /// <param name="status">The HTTP status, or <see cref="NoAnswer"/>.</param>
    /// <param name="due">When it was due, by the monotonic clock.</param>
    /// <param name="sent">When it was sent.</param>
    /// <param name="answered">When it was answered in full, or given up.</param>
    internal void Count(RequestKind kind, int status, long due, long sent, long answered)
    {
        KindTally tally = this[kind];
        // Measured from when it was due: a request that had to wait its turn here, or would not have been sent while a silo stood still,
        // is as slow as its caller finds it (Tene's "coordinated omission").
        tally.Latency.Record(MonotonicClock.Microseconds(due, answered));
        tally.Service.Record(MonotonicClock.Microseconds(sent, answered));
        Lateness.Record(MonotonicClock.Microseconds(due, sent));
        tally.Count(status, isInTime: answered < to);
    }

    /// <summary>One kind of request.</summary>
    internal sealed class KindTally
    {
        private readonly long[] _statuses = new long[Statuses];
        private long _inTime, _empty;

        /// <summary>From when a request was due until it was answered in full, in microseconds.</summary>
        internal LatencyHistogram Latency { get; } = new();

        /// <summary>From when it was sent.</summary>
        internal LatencyHistogram Service { get; } = new();

        /// <summary>How many were answered well before the time was over.</summary>
        internal long InTime => _inTime;

        /// <summary>How many answers were a no: nothing to offer.</summary>
        internal long Empty => _empty;

        /// <summary>How many requests ended with each status, those that occurred.</summary>
        internal IEnumerable<(int Status, long Count)> ByStatus => _statuses.Index().Where(one => one.Item > 0);

        /// <summary>How many failed: without an answer, or with one that a sound caller never gets.</summary>
        internal long Failed => ByStatus.Where(one => !IsSound(one.Status)).Sum(one => one.Count);

        /// <summary>How many came too late: another had taken the offer, or the hold was over.</summary>
        internal long Lost => _statuses[409] + _statuses[410];

        /// <summary>Done, or lost to another caller.</summary>
        private static bool IsSound(int status) => status is 200 or 201 or 204 or 409 or 410;

        internal void CountEmpty() => Interlocked.Increment(ref _empty);

        internal void Count(int status, bool isInTime)
        {
            Interlocked.Increment(ref _statuses[Math.Clamp(status, 0, Statuses - 1)]);
            if (isInTime && IsSound(status)) Interlocked.Increment(ref _inTime);
        }
    }
}
