using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
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
            : new Refusal(RefusalCode.UnknownSite, $"There is no site '{closed.Site}' in territory '{draft.Board.Settings.Id}'.", "site", []),
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
            RefusalCode.WouldBreakCommitments, $"It costs {ids.Length} loans their place, and the territories they are lent to lend here, or to each other, at the same time. Reschedule or cancel them there first, then send it again.", null, ids)
        {
            Loans = loans.ToImmutableDictionary(one => one.Work.Id, one => one.Work.Loan!),
        };
    }

    private static Refusal? OfResource(Draft draft, string id) => draft.Board.FindResource(id) is { Territory: null } ? null
        : new Refusal(RefusalCode.UnknownResource, $"There is no resource '{id}' in territory '{draft.Board.Settings.Id}'.", "resource", []);

    private static Refusal? OfSpan(Draft draft, Interval span) => span.To > draft.Now ? null
        : Invalid("to", $"It was over at {span.To}, and what has been stays as it was. Send an end that is to come.");

    private static Refusal? OfTraffic(Draft draft, TrafficDelay delay)
    {
        if (delay.Span.Length > TrafficDelay.Longest) return Invalid("to", $"It would last {delay.Span.Length}, and {TrafficDelay.Longest} is the most. Send it again when it does.");
        if (delay.Factor is not (>= 1 and <= TrafficDelay.MaximumFactor)) return Invalid("factor", $"Must be 1 to {TrafficDelay.MaximumFactor}. Send 2 where ways take twice as long.");
        int lasting = (draft.Board.Settings.Traffic ?? []).Count(known => known.Span.To > draft.Now);
        return lasting < TrafficDelay.MostAtOnce ? null
            : Invalid("to", $"Territory '{draft.Board.Settings.Id}' knows {lasting} places with traffic already, which is the most. Send a larger circle instead of many, or wait until one is over.");
    }

    private static Refusal? OfBeginning(Draft draft, ResourceLate late)
    {
        if (late.Until <= draft.Now) return Invalid("until", $"{late.Until} is in the past. Send when the resource is expected to begin.");
        bool isAtWork = draft.Board.FindResource(late.Resource)!.Periods.Any(period => period.Span.Contains(late.Until) && period.Span.From < late.Until);
        return isAtWork ? null : Invalid("until", $"Resource '{late.Resource}' has no working period that {late.Until} lies in. Send a time inside the period, or an absence.");
    }

    private static Refusal? OfOverrun(Draft draft, WorkOverruns overrun)
    {
        Board board = draft.Board;
        if (OfWork(board, overrun.Commitment, out Commitment work) is { } unknown) return unknown;
        if (overrun.Step < 0 || overrun.Step >= work.Steps.Length) return Invalid("step", $"The work has {work.Steps.Length} steps. Send the name of one of them.");
        if (overrun.End <= draft.Now) return Invalid("end", $"{overrun.End} is in the past. Send when the work is expected to end.");
        if (board.Find(work, overrun.Step) is not { Stop.StepTime: var planned })
            return Invalid("step", "It is not planned, or lent whole: nobody of this territory serves it.");
        if (work.Steps[overrun.Step].Assignments.Any(who => who.Territory is not null))
            return Invalid("booking", "Another territory lends somebody to it, whose time is fixed. Reschedule what is left of it.");
        if (overrun.End - planned.From > Longest) return Invalid("end", $"It is planned from {planned.From} on, and no step takes longer than {Longest}. Send an earlier end.");
        return null;
    }

    private static Refusal? OfWork(Board board, string id, out Commitment work)
    {
        bool found = board.Commitments.TryGetValue(id, out CommitmentEntry entry);
        work = entry.Commitment;
        if (!found) return new Refusal(RefusalCode.UnknownCommitment, "There is no such booking: it was never made, or it has ended.", "booking", []);
        if (work.Loan is not null) return new Refusal(RefusalCode.Lent, $"It is lent to territory '{work.Loan.Territory}'. Send it there.", "booking", [id]) { Loans = Refusal.NoLoans.Add(id, work.Loan) };
        return board.PlannedTimes(work).IsEmpty ? Invalid("booking", "It has no place in the plan that it could lose or overrun.") : null;
    }

    private static Refusal? OfCustomer(Draft draft, Commitment work)
    {
        if (work.State != CommitmentState.Confirmed) return Invalid("booking", "Only the customer of a confirmed booking is expected to be there.");
        return draft.Board.PlannedTimes(work)[^1].To > draft.Now ? null
            : new Refusal(RefusalCode.AlreadyOver, $"The booking was served until {draft.Board.PlannedTimes(work)[^1].To}; what is over is not moved.", "booking", [work.Id]);
    }

    private static Refusal Invalid(string field, string message) => new(RefusalCode.Invalid, message, field, []);
}
