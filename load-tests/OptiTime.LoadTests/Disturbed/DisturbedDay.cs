using System.Diagnostics;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>
/// Plays one day answered in one way: what happens happens at its time, and what is planned is done as planned. Time that an answer takes does not pass on
/// the day.
/// </summary>
internal sealed class DisturbedDay
{
    private readonly WaterDay _day;
    private readonly Way _way;
    private readonly DayPlan _plan;
    private readonly DayCounter _counter;
    private readonly List<LongVisit> _toCome;
    private int _entries;

    private DisturbedDay(WaterDay day, DayEvents events, Way way)
    {
        (_day, _way, _plan, _counter) = (day, way, day.Plan.Copy(), new DayCounter(day.Number));
        _toCome = [.. events.LongVisits];
        foreach (CommitmentEntry entry in _plan.Board.Commitments.Values) _counter.Promise(entry.Commitment);
    }

    /// <summary>Plays it.</summary>
    /// <exception cref="LoadTestException">Something was refused that cannot be, or the plan in the evening breaks a rule.</exception>
    internal static DayOutcome Play(WaterDay day, DayEvents events, Way way, CancellationToken stop)
    {
        var play = new DisturbedDay(day, events, way);
        (Moment At, Action<Moment> Do)[] known =
        [
            .. events.Illnesses.Select(one => (one.At, (Action<Moment>)(now => play.Answer(new ResourceAbsent(one.Resource, new Interval(now, one.Until), null), now)))),
            .. events.UrgentCalls.Select(one => (one.At, (Action<Moment>)(now => play.Serve(one, now)))),
        ];
        Moment now = day.Midnight;
        foreach ((Moment at, Action<Moment> happen) in known.OrderBy(one => one.At))
        {
            stop.ThrowIfCancellationRequested();
            now = play.Lengthen(now, at);
            happen(Moment.Max(now, at));
            now = Moment.Max(now, at);
        }
        play.Lengthen(now, day.After);
        if (BoardChecker.Check(BoardSnapshot.Of(play._plan.Board)) is [var breach, ..]) throw new LoadTestException($"{day.Settings.Territory}, {way.Name}: {breach}");
        return play._counter.End(play._plan.Board);
    }

    /// <summary>Lets visits take longer that are half over by then, each when it is; what happens may let others begin later.</summary>
    /// <returns>When the last of them was.</returns>
    private Moment Lengthen(Moment now, Moment until)
    {
        while (_toCome.Select(visit => (Visit: visit, During: During(visit.Booking))).Where(one => one.During is not null)
            .Select(one => (one.Visit, During: one.During!.Value, At: Moment.Max(now, HalfOf(one.During.Value)))).OrderBy(one => one.At).FirstOrDefault() is { Visit: not null } next && next.At < until)
        {
            _toCome.Remove(next.Visit);
            now = next.At;
            if (next.During.To > now) Answer(new WorkOverruns(next.Visit.Booking, 0, next.During.To + next.Visit.Extra), now);
        }
        return now;
    }

    private Interval? During(string booking) => _plan.Board.PlannedTimes(_plan.Board.Commitments[booking].Commitment) is [var during, ..] ? during : null;

    private static Moment HalfOf(Interval during) => during.From + new Seconds(during.Length.Value / 2);

    private void Answer(Disruption what, Moment now)
    {
        string id = $"DAY{++_entries:000}";
        Board before = _plan.Board, known = Way.Known(_plan, id, what, now);
        long began = Stopwatch.GetTimestamp();
        _way.Answer(_plan, id, what, now);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        _way.Afterwards(_plan, now);
        _counter.Compare(before, known, _plan.Board, now, took, FieldWords.Of(what, before.Clock.Tell));
    }

    private void Serve(UrgentCall call, Moment now)
    {
        Board before = _plan.Board;
        long began = Stopwatch.GetTimestamp();
        bool isServed = _way.Serve(_plan, call, new Interval(now, _day.After), now);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        _way.Afterwards(_plan, now);
        _counter.Call(isServed);
        if (isServed) _counter.Promise(_plan.Board.Commitments[call.Id].Commitment);
        _counter.Compare(before, before, _plan.Board, now, took, $"{call.Id} was served");
    }
}
