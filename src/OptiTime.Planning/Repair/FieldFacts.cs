using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Repair;

/// <summary>States what happened in the field as facts of a plan.</summary>
internal static class FieldFacts
{
    /// <summary>States a disruption on a draft.</summary>
    /// <returns>The ids of the commitments that are then no longer possible; where there are any, the draft is not to be used.</returns>
    internal static IEnumerable<string> State(Draft draft, Disruption disruption) => disruption switch
    {
        ResourceAbsent absent => Absent(draft, absent.Resource, absent.Span, absent.Reason),
        ResourceBrokenDown broken => Absent(draft, broken.Resource, broken.Span, broken.Reason),
        ResourceLate late => Absent(draft, late.Resource, BeforeBeginning(draft.Board, late), null),
        WorkOverruns overrun => Overrun(draft, overrun),
        SiteClosed closed => Closed(draft, closed),
        CustomerAbsent missing => draft.Board.PlannedTimes(draft.Board.Commitments[missing.Commitment].Commitment).Any(time => time.To > draft.Now) ? [missing.Commitment] : [],
        // Nothing happens to what stands: whether it has to move is for the repair to say.
        UrgentWork => [],
        TrafficSlow slow => Traffic.State(draft, slow.Delay),
        _ => throw new ArgumentException($"A plan knows nothing of a {disruption.GetType().Name}.", nameof(disruption)),
    };

    /// <summary>What a late beginning takes from its period.</summary>
    internal static Interval BeforeBeginning(Board board, ResourceLate late) =>
        new(board.FindResource(late.Resource)!.Periods.First(period => period.Span.Contains(late.Until)).Span.From, late.Until);

    private static IEnumerable<string> Absent(Draft draft, string resource, Interval span, string? reason)
    {
        ResourceEntry entry = draft.Board.FindResource(resource)!;
        Tour[] tours = [.. ResourceDecisions.ToursOf(draft.Board, entry.Number).Where(tour => !tour.Stops.IsEmpty)];
        string[] meanwhile = [.. Meanwhile(draft, tours.SelectMany(tour => tour.Stops), span)];
        if (meanwhile.Length > 0) return meanwhile;
        (Resource after, ImmutableArray<WorkingPeriod> periods) = FieldHours.Without(draft.Board, entry, span, reason, draft.Now);
        return ResourceDecisions.Refit(draft, after, periods, tours);
    }

    private static IEnumerable<string> Closed(Draft draft, SiteClosed closed)
    {
        Board board = draft.Board;
        SiteEntry site = board.Sites[closed.Site];
        TourStop[] visits = [.. SiteDecisions.VisitsTo(board, closed.Site)];
        string[] meanwhile = [.. Meanwhile(draft, visits, closed.Span)];
        if (meanwhile.Length > 0) return meanwhile;
        // What has begun there is finished first.
        TourStop[] begun = [.. visits.Where(visit => visit.Start <= draft.Now && visit.End > draft.Now)];
        Interval span = closed.Span with { From = begun.Select(visit => visit.End).Append(draft.Now).Append(closed.Span.From).Aggregate(Moment.Max) };
        Site after = span.IsEmpty ? site.Site : site.Site with { Opening = FieldHours.With(site.Site.Opening, span, closed.Reason, draft.Now) };
        ImmutableArray<WorkingPeriod> open = PeriodResolution.OpeningOf(after, board.Clock, board.FirstDay, board.AfterDay);
        return Open(draft, after, FieldHours.Around(PeriodResolution.KeepingPast(site.Open, open, draft.Now), begun));
    }

    /// <summary>Defines a site with hours that are known, and plans the tours of what stands there anew where they must be.</summary>
    private static ImmutableArray<string> Open(Draft draft, Site site, ImmutableArray<WorkingPeriod> open)
    {
        draft.Add([new SiteDefined(site, open)]);
        var impossible = new List<string>(SiteDecisions.VisitsOutside(draft, site.Id));
        foreach (ResourceEntry room in draft.Board.Resources.Where(entry => entry.Resource.Site == site.Id).ToList())
        {
            Tour[] tours = [.. ResourceDecisions.ToursOf(draft.Board, room.Number).Where(tour => !tour.Stops.IsEmpty)];
            impossible.AddRange(ResourceDecisions.Refit(draft, room.Resource, FieldHours.Of(draft.Board, room, room.Resource, draft.Now), tours));
        }
        return [.. impossible];
    }

    /// <summary>What is planned to begin while nobody is there, or would still be going on then.</summary>
    private static IEnumerable<string> Meanwhile(Draft draft, IEnumerable<TourStop> stops, Interval span) =>
        stops.Where(stop => stop.Start > draft.Now && span.Overlaps(new Interval(stop.Start, stop.End))).Select(stop => stop.Commitment).Distinct();

    private static List<string> Overrun(Draft draft, WorkOverruns overrun)
    {
        Commitment work = draft.Board.Commitments[overrun.Commitment].Commitment;
        CommittedStep step = work.Steps[overrun.Step];
        if (draft.Board.Find(work, overrun.Step) is not { Stop.StepTime: var planned }) return [];
        bool hasBegun = planned.From <= draft.Now;
        Moment start = hasBegun ? planned.From : overrun.End - step.Duration;
        if (!hasBegun && start <= planned.From) return [];
        if (!hasBegun && start > step.LatestStart) return [work.Id];
        CommittedStep known = hasBegun ? step with { Duration = overrun.End - start } : step with { EarliestStart = Moment.Max(start, step.EarliestStart) };
        if (known == step) return [];
        draft.Add([new CommitmentRecorded(work with { Steps = work.Steps.SetItem(overrun.Step, known) })]);
        var impossible = new List<string>();
        // Its own next steps wait as long as was sold, and go on as a repair finds them a time.
        int next = overrun.Step + 1;
        if (next < work.Steps.Length && draft.Board.TimeOf(work, next) is { } after && !work.Steps[next].MayFollowAfter(after.From - overrun.End)) impossible.Add(work.Id);
        for (int index = 0; index < step.Assignments.Length; index++)
        {
            if (step.Assignments[index].Territory is null && draft.Board.Find(work, overrun.Step, index) is { } standing)
                impossible.AddRange(Lengthen(draft, standing, step.Assignments[index].Role.Occupies(known.At(start)), known.At(start), known));
        }
        return impossible;
    }

    /// <summary>Plans a tour with a stop that takes another time: what stands behind it cannot have begun, whatever the plan said.</summary>
    private static ImmutableArray<string> Lengthen(Draft draft, Standing standing, Interval during, Interval step, CommittedStep known)
    {
        Tour tour = standing.Tour;
        ResourceEntry entry = draft.Board.ResourceOf(tour.Resource);
        TourStop old = standing.Stop;
        Seconds lead = step.From - during.From;
        var stops = tour.Stops.ToBuilder();
        stops[standing.Index] = new TourStop(
            old.Commitment, old.Step, old.Place, during.From, during.Length, old.Spread, known.EarliestStart - lead, known.LatestStart - lead, old.Leg,
            during == step ? null : step);
        Moment free = during.To;
        for (int index = standing.Index + 1; index < stops.Count; index++)
        {
            stops[index] = stops[index] with { Start = Moment.Max(stops[index].Start, free) };
            free = stops[index].End;
        }
        Tour longer = tour with { Stops = stops.ToImmutable() };
        // Where it is done at a site, that stays open as long.
        if (known.Site is { } id && draft.Board.Sites[id] is var site && stops[standing.Index].Start <= draft.Now)
            draft.Add([new SiteDefined(site.Site, FieldHours.Around(site.Open, [stops[standing.Index]]))]);
        if (!TourRefit.IsToCome(longer, draft.Now))
        {
            // Whoever took part in its beginning only is done for the day: of theirs nothing is planned anew, and only how long the step takes has changed.
            draft.Add([longer.ToChange(entry.Resource.Id)]);
            return [];
        }
        Tour[] tours = [.. ResourceDecisions.ToursOf(draft.Board, entry.Number).Where(one => !one.Stops.IsEmpty).Select(one => one == tour ? longer : one)];
        return ResourceDecisions.Refit(draft, entry.Resource, FieldHours.Around(draft.Board, entry, entry.Periods, tours, draft.Now), tours);
    }
}
