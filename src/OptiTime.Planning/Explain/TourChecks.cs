using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Explain;

/// <summary>The checks of a resource at a start: whether it works, rests, is with somebody, and comes there, on and home in time.</summary>
internal sealed class TourChecks(Board board, Seconds duration, Moment now, CommitmentNaming naming)
{
    private static readonly string[] Codes =
        [CheckCodes.WorkingTime, CheckCodes.Break, CheckCodes.Occupied, CheckCodes.WayThere, CheckCodes.WayOn, CheckCodes.WayHome];

    private readonly PlainWords _words = new(board.Clock);

    /// <summary>The checks of a start.</summary>
    /// <param name="entry">The resource.</param>
    /// <param name="start">The start.</param>
    /// <param name="attempt">How it would go; null where the resource does not work then.</param>
    internal IEnumerable<Check> Of(ResourceEntry entry, Moment start, Attempt? attempt)
    {
        if (attempt is not { } trial) return [OffWork(entry, start), .. Codes.Skip(1).Select(TimeChecks.NotReached)];
        Check occupied = Occupied(entry, start, trial);
        Check[] first = [WorkingTime(start, trial), Break(start, trial.Tour.Period), occupied];
        if (occupied.Result == CheckResult.Failed) return [.. first, .. Codes.Skip(3).Select(TimeChecks.NotReached)];
        Moment next = trial.Tour.Period.Arrival(start + duration, trial.From.Time);
        return [.. first, WayThere(entry, start, trial), WayOn(entry, start, trial, next), WayHome(entry, start, trial, next)];
    }

    /// <summary>The checks where there is no start to look at.</summary>
    internal IEnumerable<Check> OfNone(ResourceEntry entry, Interval between)
    {
        WorkingPeriod? next = entry.Periods.FirstOrDefault(period => period.Span.Overlaps(between));
        string words = next is null
            ? $"It does not work between {_words.At(between.From)} and {_words.At(between.To)}."
            : $"It works {_words.Span(next.Span)}, but at no time at which it could start.";
        return [ResourceChecks.Failed(CheckCodes.WorkingTime, words, "Ask for another time."), .. Codes.Skip(1).Select(TimeChecks.NotReached)];
    }

    /// <summary>The checks of a resource that could not be there at any time.</summary>
    internal static IEnumerable<Check> NotReached() => Codes.Select(TimeChecks.NotReached);

    private Check OffWork(ResourceEntry entry, Moment start)
    {
        WorkingPeriod? next = entry.Periods.FirstOrDefault(period => period.Span.From > start), last = entry.Periods.LastOrDefault(period => period.Span.To <= start);
        string told = next is not null ? $"its next working period is {_words.Span(next.Span)}"
            : last is not null ? $"its last working period was {_words.Span(last.Span)}" : "it has no working period at all";
        return ResourceChecks.Failed(CheckCodes.WorkingTime, $"It does not work on {_words.At(start)}: {told}.", null);
    }

    private Check WorkingTime(Moment start, Attempt trial)
    {
        Interval span = trial.Tour.Period.Span;
        Moment end = start + duration;
        string words = $"It works {_words.Span(span)}.";
        return end <= span.To ? ResourceChecks.Passed(CheckCodes.WorkingTime, words)
            : ResourceChecks.Failed(CheckCodes.WorkingTime, $"{words} The work would end at {_words.AtNear(end, span.To)}.", null) with { Missing = end - span.To };
    }

    private Check Break(Moment start, WorkingPeriod period)
    {
        var during = new Interval(start, start + duration);
        if (period.Breaks.IsEmpty) return ResourceChecks.Passed(CheckCodes.Break, "It has no break in that period.");
        foreach (Interval pause in period.Breaks.Where(during.Overlaps))
            return ResourceChecks.Failed(CheckCodes.Break, $"It rests from {_words.Time(pause.From)} to {_words.Time(pause.To)}, and a service is not cut in two.", $"Start by {_words.AtNear(pause.From - duration, start)} or at {_words.AtNear(pause.To, start)}.") with
            {
                Missing = pause.To - start,
            };
        return ResourceChecks.Passed(CheckCodes.Break, $"It rests {string.Join(" and ", period.Breaks.Select(pause => $"{_words.Time(pause.From)} to {_words.Time(pause.To)}"))}.");
    }

    private Check Occupied(ResourceEntry entry, Moment start, Attempt trial)
    {
        if (trial.Free > start && trial.Index > 0) return Taken(trial.Tour.Stops[trial.Index - 1], trial.Free - start);
        if (!entry.IsMobile && !trial.IsLast && start + duration > trial.Bound) return Taken(trial.Tour.Stops[trial.Index], start + duration - trial.Bound);
        string since = trial.Index == 0 ? "the beginning of its period" : $"the end of {NameOf(trial.Tour.Stops[trial.Index - 1])}";
        return ResourceChecks.Passed(CheckCodes.Occupied, $"It is free from {_words.AtNear(trial.Free, start)}, {(trial.Free <= now ? "now" : since)}.");
    }

    private Check Taken(TourStop stop, Seconds missing)
    {
        Moment? until = board.Commitments.TryGetValue(stop.Commitment, out CommitmentEntry entry) ? entry.Commitment.HeldUntil : null;
        string held = until is not { } end ? "" : end <= now ? ", a hold whose time is over since " + _words.AtNear(end, now) : ", held until " + _words.AtNear(end, now);
        string slides = stop.Latest > stop.Start ? $" (it may start until {_words.AtNear(stop.Latest, stop.Start)})" : "";
        return ResourceChecks.Failed(
            CheckCodes.Occupied, $"It is with {NameOf(stop)} from {_words.At(stop.Start)} to {_words.AtNear(stop.End, stop.Start)}{slides}{held}.",
            until <= now ? "Ask again in a moment: that hold is about to end." : null) with
        {
            Missing = missing,
            Commitment = stop.Commitment,
        };
    }

    private Check WayThere(ResourceEntry entry, Moment start, Attempt trial)
    {
        if (!entry.IsMobile) return ResourceChecks.Passed(CheckCodes.WayThere, "It does not travel.");
        string from = trial.Index == 0 ? "home" : NameOf(trial.Tour.Stops[trial.Index - 1]);
        string words = $"It leaves {from} at {_words.AtNear(trial.Free, start)}, {Road(trial.To)}, and arrives at {_words.AtNear(trial.Arrives, start)}";
        return trial.Arrives <= start ? ResourceChecks.Passed(CheckCodes.WayThere, words + ".")
            : ResourceChecks.Failed(CheckCodes.WayThere, $"{words}, {trial.Arrives - start} after {_words.Time(start)}.", null) with
            {
                Missing = trial.Arrives - start,
                Commitment = trial.Index == 0 ? null : trial.Tour.Stops[trial.Index - 1].Commitment,
            };
    }

    private Check WayOn(ResourceEntry entry, Moment start, Attempt trial, Moment next)
    {
        if (trial.IsLast) return ResourceChecks.Passed(CheckCodes.WayOn, "Nothing comes after it.");
        TourStop stop = trial.Tour.Stops[trial.Index];
        string name = NameOf(stop), bound = _words.AtNear(trial.Bound, start);
        string words = entry.IsMobile
            ? $"It leaves at {_words.Time(start + duration)}, {Road(trial.From)}, and arrives at {name} at {_words.AtNear(next, start)}; that must start by {bound}"
            : $"{name} comes after it and must start by {bound}";
        return next <= trial.Bound ? ResourceChecks.Passed(CheckCodes.WayOn, words + ".")
            : ResourceChecks.Failed(CheckCodes.WayOn, $"{words}, so that no promise is broken: {next - trial.Bound} late.", null) with
            {
                Missing = next - trial.Bound,
                Commitment = stop.Commitment,
            };
    }

    private Check WayHome(ResourceEntry entry, Moment start, Attempt trial, Moment next)
    {
        if (!entry.IsMobile) return ResourceChecks.Passed(CheckCodes.WayHome, "It does not travel.");
        if (!trial.IsLast) return ResourceChecks.Passed(CheckCodes.WayHome, "It goes home after what comes next.");
        string ends = _words.AtNear(trial.Bound, start);
        string words = $"It leaves at {_words.Time(start + duration)}, {Road(trial.From)}, and is home at {_words.AtNear(next, start)}; its period ends at {ends}";
        return next <= trial.Bound ? ResourceChecks.Passed(CheckCodes.WayHome, words + ".")
            : ResourceChecks.Failed(CheckCodes.WayHome, $"{words}: {next - trial.Bound} late.", null) with { Missing = next - trial.Bound };
    }

    private static string Road(Travel.Leg leg) => $"{leg.Time} on the road ({PlainWords.Distance(leg.Distance)})";

    private string NameOf(TourStop stop) =>
        board.Commitments.TryGetValue(stop.Commitment, out CommitmentEntry entry) ? naming.Of(entry.Commitment) : stop.Commitment;
}
