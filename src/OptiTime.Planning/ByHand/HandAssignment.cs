using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.ByHand;

/// <summary>Gives work the place a dispatcher wants for it: judged seat by seat, put into the tours, and recorded with what was overridden.</summary>
internal sealed class HandAssignment
{
    private readonly Draft _draft;
    private readonly Board _given;
    private readonly Service? _sold;
    private readonly Commitment _work;
    private readonly AssignWork _command;
    private readonly HandCrew _crew;
    private readonly HandChecks _checks;
    private readonly HandPlacement _placement;
    private readonly Interval?[] _planned;
    private readonly Moment?[] _starts;
    private readonly int _first;
    private readonly ImmutableArray<TourPlanned> _left;
    private readonly List<Check> _soft = [];
    private readonly Dictionary<(int Step, int Seat), HandPlacement.Put> _puts = [];

    /// <summary>Begins with those who leave leaving.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="sold">The service as it is sold now; null where it is not any more.</param>
    /// <param name="work">The work.</param>
    /// <param name="crew">Who is to take part.</param>
    /// <param name="command">What the dispatcher wants.</param>
    internal HandAssignment(Draft draft, Service? sold, Commitment work, HandCrew crew, AssignWork command)
    {
        (_draft, _given, _sold, _work, _crew, _command) = (draft, draft.Board, sold, work, crew, command);
        // What had begun when the rest lost its place stays as it is.
        _first = work.Steps.Any(step => step.Assignments.IsEmpty) ? work.Steps.TakeWhile(step => !step.Assignments.IsEmpty).Count() : 0;
        _planned = [.. Enumerable.Range(0, work.Steps.Length).Select(step => draft.Board.Find(work, step) is { Stop: var stop } ? stop.StepTime : (Interval?)null)];
        _starts = [.. Enumerable.Range(0, work.Steps.Length).Select(StartOf)];
        _left = Vacancy.Tours(draft.Board, work, draft.Now, leaves: (step, assignment) => !Stays(step, work.Steps[step].Assignments[assignment]));
        draft.Add([.. _left]);
        _checks = new HandChecks(draft.Board, work, command, draft.Now);
        _placement = new HandPlacement(draft.Board, work, draft.Now);
    }

    /// <summary>The decision.</summary>
    internal Decision Decide()
    {
        for (int step = 0; step < _work.Steps.Length; step++)
        {
            if (!Changes(step)) continue;
            if (_checks.Begun(step, _planned[step]) is { } begun) return Refuse(begun, [begun]);
            if (Place(step) is { } refusal) return refusal;
        }
        for (int step = 0; step < _work.Steps.Length; step++)
        {
            if (!FollowsAsSold(step))
                return Decision.Refuse(new Refusal(
                    RefusalCode.Impossible, $"Step '{_work.Steps[step].Name}' would not follow the one before it as it was sold: with the same resources, after its lags.", null, []));
        }
        if (_soft.Count > 0 && _command.Override is null) return NeedsOverride();
        return Record();
    }

    /// <summary>When a step is to start; null for one that a single resource serves, where any start inside its promise will do.</summary>
    private Moment? StartOf(int step)
    {
        CommittedStep part = _work.Steps[step];
        Moment before = _planned[step]?.From ?? part.EarliestStart;
        if (step < _first) return before;
        if (_command.Start is not { } start) return _crew.IsGroup || IsSameCrew(step) ? before : null;
        if (step == _first) return start;
        // The others are as many days and as long after it as they were, by the clock on the wall.
        Moment first = _planned[_first]?.From ?? _work.Steps[_first].EarliestStart;
        int days = _given.Clock.DayOf(start) - _given.Clock.DayOf(first);
        return _given.Clock.AfterDays(before, days) + (start - _given.Clock.AfterDays(first, days));
    }

    private bool IsSameCrew(int step) => _planned[step] is not null && _crew.Steps[step].All(seat => seat.Kept is not null)
        && _crew.Steps[step].Length == _work.Steps[step].Assignments.Length;

    private bool Moves(int step) => step >= _first && (_planned[step]?.From is not { } from || _starts[step] != from);

    private bool Changes(int step) => step >= _first && (Moves(step) || !IsSameCrew(step));

    private bool Stays(int step, Assignment who) => !Moves(step) && _crew.Steps[step].Any(seat => seat.Kept == who);

    /// <summary>Judges a step and puts its seats into tours.</summary>
    private Decision? Place(int step)
    {
        Moment? start = _starts[step];
        if (start is null && !_work.IsJob && _work.Steps[step].LatestStart < _draft.Now && _checks.Told(step, _draft.Now, isFixed: false) is { } late)
            return Refuse(late with { Remedy = "Say when it is to start." }, [late]);
        for (int index = 0; index < _crew.Steps[step].Length; index++)
        {
            Seat seat = _crew.Steps[step][index];
            if (seat.Kept is { } kept && Stays(step, kept)) continue;
            Check[] judged = [.. _checks.Of(seat, step, start)];
            if (judged.FirstOrDefault(check => check is { Result: CheckResult.Failed, MayBeOverridden: false }) is { } hard)
                return Refuse(hard, _checks.Chain(seat, step, start), seat);
            _soft.AddRange(judged.Where(check => check.Result == CheckResult.Failed));
            if (_checks.Chosen(seat, !_crew.IsGroup) is { } chosen) _soft.Add(chosen);
            if (TryPut(seat, step, start) is not { } put) return NoRoom(seat, step, start);
            if (put.Overtime > Seconds.Zero) _soft.Add(HandChecks.Overtime(seat, put.Overtime));
            _puts[(step, index)] = put;
            start ??= put.Start;
        }
        _starts[step] = start;
        if (Moves(step) && _checks.Told(step, start!.Value, _crew.IsGroup) is { } told) _soft.Add(told);
        if (_checks.Frozen(_planned[step], start!.Value) is { } frozen) _soft.Add(frozen);
        return null;
    }

    private HandPlacement.Put? TryPut(Seat seat, int step, Moment? start)
    {
        int? unit = UnitBefore(seat, step);
        if (start is { } at) return _placement.TryPut(seat, step, at, at, unit);
        if (!_work.IsJob) return StartsOf(_work.Steps[step]).Select(open => _placement.TryPut(seat, step, open.Earliest, open.Latest, unit)).FirstOrDefault(put => put is not null);
        // A job goes to the first day of its range on which there is room.
        return _checks.Timings(seat, step).Select(timing => _placement.TryPut(seat, step, timing.Earliest, timing.Latest, unit)).FirstOrDefault(put => put is not null);
    }

    /// <summary>Between when a step may start as it was told, in each of the stretches in which its site is open: urgent work may be told days.</summary>
    private IEnumerable<(Moment Earliest, Moment Latest)> StartsOf(CommittedStep part)
    {
        (Moment earliest, Moment latest) = (Moment.Max(part.EarliestStart, _draft.Now), part.LatestStart);
        if (part.Site is not { } id || !_given.Sites.TryGetValue(id, out SiteEntry? site)) return [(earliest, latest)];
        return site.Stretches().Select(open => (Earliest: Moment.Max(earliest, open.From), Latest: Moment.Min(latest, open.To - part.Duration)))
            .Where(open => open.Earliest <= open.Latest);
    }

    /// <summary>A step that keeps what was told: whoever travels to a site slides while that is open.</summary>
    private CommittedStep AsTold(CommittedStep step, Moment start)
    {
        if (step.Site is not { } id || !_given.Sites.TryGetValue(id, out SiteEntry? site)) return step;
        (Moment earliest, Moment latest) = site.WhileOpen(step.At(start), step.EarliestStart, step.LatestStart);
        return step with { EarliestStart = earliest, LatestStart = latest };
    }

    /// <summary>Where the same resource is to go on from the step before, it is the same unit.</summary>
    private int? UnitBefore(Seat seat, int step)
    {
        if (step == 0 || _work.Steps[step].Follows?.SameRoles.Contains(seat.Role.Name) != true) return null;
        int before = _crew.Steps[step - 1].Select((one, index) => (one, index)).Where(one => one.one.Role.Name == seat.Role.Name && one.one.Resource == seat.Resource)
            .Select(one => one.index).DefaultIfEmpty(-1).First();
        return before < 0 ? null : UnitOf(step - 1, before);
    }

    private int UnitOf(int step, int seat) => _puts.TryGetValue((step, seat), out HandPlacement.Put put) ? put.Unit : _crew.Steps[step][seat].Kept!.Unit;

    private bool FollowsAsSold(int step)
    {
        if (step == 0 || _work.Steps[step] is not { } part || (!Changes(step) && !Changes(step - 1))) return true;
        Interval before = _work.Steps[step - 1].At(_starts[step - 1]!.Value), time = part.At(_starts[step]!.Value);
        Seconds lag = time.From - before.To;
        if (lag < (part.MinimumLag ?? Seconds.Zero) || (part.MaximumLag is { } most && lag > most)) return false;
        if (part.Follows?.NextWorkingDay == true && _given.Clock.AfterDays(before.From, _given.Clock.DayOf(time.From) - _given.Clock.DayOf(before.From)) != time.From) return false;
        return part.Follows?.SameRoles.All(role => Players(step - 1, role).SequenceEqual(Players(step, role))) != false;
    }

    private IEnumerable<(string, int)> Players(int step, string role) => Enumerable.Range(0, _crew.Steps[step].Length)
        .Where(seat => _crew.Steps[step][seat].Role.Name == role).Select(seat => (_crew.Steps[step][seat].Resource.Resource.Id, UnitOf(step, seat))).Order();

    private Decision Record()
    {
        bool isGroup = _crew.IsGroup;
        bool isNewlyTold = !_work.IsJob && _soft.Any(check => check.Code == CheckCodes.Told);
        Commitment placed = _work with
        {
            State = _work.IsJob ? CommitmentState.Backlog : CommitmentState.Confirmed,
            Steps = [.. _work.Steps.Select((step, index) => Committed(step, index, isGroup))],
            Pinned = _command.Pin ? true : null,
            Wanted = null,
        };
        var cost = new HandCost(_draft.Board, placed, _placement, _puts.Values);
        if (cost.IsWhole) placed = placed with { Travel = cost.Travel, Cost = cost.Lines };
        string[] overridden = [.. _soft.Select(check => check.Code).Distinct()];
        _draft.Add(
        [
            .. _placement.Longer, new DoneByHand(_work.Id, HandAct.Assigned, _command.Override, [.. overridden], isNewlyTold),
            new CommitmentRecorded(placed, _command.Override), .. _placement.Tours,
        ]);
        _draft.Add([.. OvertimePeriods.GivenBack(_draft.Board, _left, _draft.Now)]);
        return _draft.Decide(_draft.AnswerFor(placed, Punctuality.Of(_draft.Board, placed) ?? 1, created: false) with
        {
            ByHand = new HandOutcome([.. overridden], isNewlyTold, Shifted()),
        });
    }

    private CommittedStep Committed(CommittedStep step, int index, bool isGroup)
    {
        ImmutableArray<Assignment> assignments =
            [.. _crew.Steps[index].Select((seat, at) => seat.Kept is { } kept && Stays(index, kept) ? kept : new Assignment(seat.Role, seat.Resource.Resource.Id, UnitOf(index, at)))];
        Moment start = _starts[index]!.Value;
        CommittedStep agreed = !Changes(index) ? step
            : _work.IsJob ? NewPromise.OfJob(_given, step, start, isGroup)
            : !_checks.IsInside(step, start, isGroup) ? NewPromise.Told(_given, _sold, step, start, isGroup, _draft.Now)
            : isGroup ? step with { EarliestStart = start, LatestStart = start } : AsTold(step, start);
        return agreed with { Assignments = assignments };
    }

    /// <summary>What else in the tours that were touched is planned at another time now.</summary>
    private ImmutableArray<PlannedMove> Shifted()
    {
        var shifted = ImmutableArray.CreateBuilder<PlannedMove>();
        foreach (TourPlanned tour in _left.Concat(_placement.Tours).DistinctBy(tour => tour.Key))
        {
            Tour? before = TourOf(_given, tour), after = TourOf(_draft.Board, tour);
            foreach (TourStop stop in after?.Stops ?? [])
            {
                int index = before?.IndexOf(stop.Commitment, stop.Step) ?? -1;
                if (stop.Commitment == _work.Id || index < 0 || before!.Stops[index].Start == stop.Start) continue;
                bool isJob = _given.Commitments[stop.Commitment].Commitment.IsJob;
                shifted.Add(new PlannedMove(stop.Commitment, isJob, tour.Resource, before.Stops[index].StepTime, tour.Resource, stop.StepTime));
            }
        }
        return shifted.ToImmutable();
    }

    private static Tour? TourOf(Board board, TourPlanned planned)
    {
        ResourceEntry entry = board.FindResource(planned.Resource)!;
        int day = entry.Periods.First(period => period.Span.From == planned.PeriodStart).Day;
        return board.ToursOf(day).FirstOrDefault(tour => tour.Resource == entry.Number && tour.Unit == planned.Unit && tour.Period.Span.From == planned.PeriodStart);
    }

    private Decision NoRoom(Seat seat, int step, Moment? start)
    {
        ImmutableArray<Check> chain = _checks.Chain(seat, step, start);
        Check failing = chain.FirstOrDefault(check => check is { Result: CheckResult.Failed, MayBeOverridden: false })
            ?? ResourceChecks.Failed(CheckCodes.Together, "It is needed for another part of the same work.", "Name another resource.");
        return Refuse(failing, chain.Contains(failing) ? chain : chain.Add(failing), seat);
    }

    private static Decision Refuse(Check failing, ImmutableArray<Check> checks, Seat? seat = null)
    {
        string who = seat is { } named ? $"'{named.Resource.Resource.Id}' cannot do it: " : "";
        return Decision.Refuse(new Refusal(RefusalCode.Impossible, who + HandChecks.Tell(failing)) { Checks = checks });
    }

    private Decision NeedsOverride()
    {
        string rules = string.Join(" ", _soft.DistinctBy(check => check.Code).Select(check => $"{check.Code}: {check.Words}"));
        string remedy = "Send an override with a reason to do it all the same: \"override\": { \"reason\": \"...\" }.";
        return Decision.Refuse(new Refusal(RefusalCode.NeedsOverride, $"{rules} {remedy}") { Checks = [.. _soft] });
    }
}
