using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>What is wrong with a disruption as it was told. What it does to a plan is never wrong; what cannot have happened is.</summary>
internal static class FieldFaults
{
    private static Seconds Longest => Seconds.FromHours(24);

    /// <summary>Why it cannot have happened; null where it can.</summary>
    internal static Refusal? Of(Draft draft, Disruption disruption) => disruption switch
    {
        ResourceAbsent absent => OfResource(draft, absent.Resource) ?? OfSpan(draft, absent.Span),
        ResourceBrokenDown broken => OfResource(draft, broken.Resource) ?? OfSpan(draft, broken.Span),
        ResourceLate late => OfResource(draft, late.Resource) ?? OfBeginning(draft, late),
        SiteClosed closed => draft.Board.Sites.ContainsKey(closed.Site) ? OfSpan(draft, closed.Span)
            : Refusal.At(RefusalCode.UnknownSite, "site", $"There is no site '{closed.Site}' in territory '{draft.Board.Settings.Id}'.", $"GET /v1/territories/{draft.Board.Settings.Id}/sites lists them."),
        WorkOverruns overrun => OfOverrun(draft, overrun),
        CustomerAbsent missing => OfWork(draft.Board, missing.Commitment, out Commitment work) ?? OfCustomer(draft, work),
        TrafficSlow slow => OfSpan(draft, slow.Delay.Span) ?? OfTraffic(draft, slow.Delay),
        _ => null,
    };

    /// <summary>That others must be asked about it, now that it is known whom it costs their place; null where nobody is, or all are there.</summary>
    internal static Refusal? Of(ImmutableArray<LostWork> lost, Draft draft)
    {
        string[] known = [draft.Given.Settings.Id, .. draft.Lenders.Select(board => board.Settings.Id)];
        string[] missing = [.. LentAway.Concerned(draft, lost).Distinct().Except(known).Order(StringComparer.Ordinal)];
        return missing.Length == 0 ? null
            : new Refusal(RefusalCode.ConcernsLenders, $"It concerns {string.Join(" and ", missing.Select(territory => $"'{territory}'"))} too.") { Lenders = [.. missing] };
    }

    /// <summary>The refusal where several territories share what it costs in ways that one append cannot hold.</summary>
    internal static Refusal Shared(IEnumerable<LostWork> loans)
    {
        ImmutableArray<string> ids = [.. loans.Select(one => one.Work.Id)];
        return new Refusal(
            RefusalCode.WouldBreakCommitments, $"It costs {PlainWords.Count(ids.Length, "loan")} {(ids.Length == 1 ? "its" : "their")} place, and whoever borrows here lends here, or to each other, at the same time. Reschedule or cancel it there first, then send it again.", null, ids)
        {
            Loans = loans.ToImmutableDictionary(one => one.Work.Id, one => one.Work.Loan!),
        };
    }

    private static Refusal? OfResource(Draft draft, string id) => draft.Board.FindResource(id) is { Territory: null } ? null
        : Refusal.At(RefusalCode.UnknownResource, "resource", $"There is no resource '{id}' in territory '{draft.Board.Settings.Id}'.", $"GET /v1/territories/{draft.Board.Settings.Id}/resources lists them.");

    private static Refusal? OfSpan(Draft draft, Interval span) => span.To > draft.Now ? null
        : Refusal.Invalid("to", $"It was over at {draft.Board.Clock.Tell(span.To)}, and what has been stays as it was.", "Send an end that is to come.");

    private static Refusal? OfTraffic(Draft draft, TrafficDelay delay)
    {
        if (delay.Span.Length > TrafficDelay.Longest) return Refusal.Invalid("to", $"It would last {delay.Span.Length}, and {TrafficDelay.Longest} is the most.", "Send an earlier end, and it again when it lasts longer.");
        if (delay.Factor is not (>= 1 and <= TrafficDelay.MaximumFactor)) return Refusal.Invalid("factor", $"Must be 1 to {TrafficDelay.MaximumFactor}.", "Send 2 where ways take twice as long.");
        int lasting = (draft.Board.Settings.Traffic ?? []).Count(known => known.Span.To > draft.Now);
        return lasting < TrafficDelay.MostAtOnce ? null
            : Refusal.Invalid("to", $"Territory '{draft.Board.Settings.Id}' knows {PlainWords.Count(lasting, "place")} with traffic already, which is the most.", "Send a larger circle instead of many, or wait until one is over.");
    }

    private static Refusal? OfBeginning(Draft draft, ResourceLate late)
    {
        string until = draft.Board.Clock.Tell(late.Until);
        if (late.Until <= draft.Now) return Refusal.Invalid("until", $"{until} is in the past.", "Send when the resource is expected to begin.");
        bool isAtWork = draft.Board.FindResource(late.Resource)!.Periods.Any(period => period.Span.Contains(late.Until) && period.Span.From < late.Until);
        return isAtWork ? null : Refusal.Invalid("until", $"Resource '{late.Resource}' has no working period that {until} lies in.", "Send a time inside the period, or an absence.");
    }

    private static Refusal? OfOverrun(Draft draft, WorkOverruns overrun)
    {
        Board board = draft.Board;
        if (OfWork(board, overrun.Commitment, out Commitment work) is { } unknown) return unknown;
        if (overrun.Step < 0 || overrun.Step >= work.Steps.Length) return Refusal.Invalid("step", $"The work has {PlainWords.Count(work.Steps.Length, "step")}, and this is none of them.", $"Send one of: {string.Join(", ", work.Steps.Select(step => step.Name))}.");
        if (overrun.End <= draft.Now) return Refusal.Invalid("end", $"{board.Clock.Tell(overrun.End)} is in the past.", "Send when the work is expected to end.");
        if (board.Find(work, overrun.Step) is not { Stop.StepTime: var planned })
            return Refusal.Invalid("step", "It is not planned, or lent whole: nobody of this territory serves it.", "Send a step that is planned here.");
        if (work.Steps[overrun.Step].Assignments.Any(who => who.Territory is not null))
            return Refusal.Invalid("booking", "Another territory lends somebody to it, whose time is fixed.", "Reschedule it, or tell where they are at home that they are late or absent.");
        if (overrun.End - planned.From > Longest) return Refusal.Invalid("end", $"It is planned from {board.Clock.Tell(planned.From)} on, and no step takes longer than {Longest}.", "Send an earlier end.");
        return null;
    }

    private static Refusal? OfWork(Board board, string id, out Commitment work)
    {
        bool found = board.Commitments.TryGetValue(id, out CommitmentEntry entry);
        work = entry.Commitment;
        if (!found) return Refusal.At(RefusalCode.UnknownCommitment, "booking", "There is no such booking: it was never made, or it has ended.", "GET /v1/bookings lists them.");
        if (work.Loan is not null) return new Refusal(RefusalCode.Lent, $"It is lent to territory '{work.Loan.Territory}'.", "booking", [id]) { Remedy = "Send it there.", Loans = Refusal.NoLoans.Add(id, work.Loan) };
        return board.PlannedTimes(work).IsEmpty ? Refusal.Invalid("booking", "It has no place in the plan that it could lose or overrun.", "Give it a place first.") : null;
    }

    private static Refusal? OfCustomer(Draft draft, Commitment work)
    {
        if (work.State != CommitmentState.Confirmed) return Refusal.Invalid("booking", "Only the customer of a confirmed booking is expected to be there.", "Send the id of a booking that is confirmed.");
        Moment end = draft.Board.PlannedTimes(work)[^1].To;
        return end > draft.Now ? null
            : new Refusal(RefusalCode.AlreadyOver, $"The booking was served until {draft.Board.Clock.Tell(end)}; what is over is not moved.", "booking", [work.Id]) { Remedy = "Book another visit." };
    }
}
