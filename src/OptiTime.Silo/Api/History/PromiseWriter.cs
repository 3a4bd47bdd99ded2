using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.History;

/// <summary>Turns what happened to commitments of a territory into what people read.</summary>
internal sealed class PromiseWriter(TerritoryWords words)
{
    private static readonly PromiseState Absent = new()
    {
        Status = PromiseStatus.Absent,
        Since = null,
        PlanVersion = null,
        Promise = null,
        Start = null,
        End = null,
        Site = null,
        Resources = [],
        Steps = [],
    };

    /// <summary>The history of a commitment, with how it stood at a time and how it stands now.</summary>
    public PromiseHistory Write(CommitmentRow row, ImmutableArray<ExplainedEvent> events, Moment then, Moment now)
    {
        bool isHold = row.Commitment.State == CommitmentState.Held;
        return new PromiseHistory
        {
            Hold = isHold ? CommitmentName.Hold(row.Territory, row.Commitment.Id) : null,
            Booking = isHold ? null : CommitmentName.Booking(row.Territory, row.Commitment.Id),
            Territory = row.Territory,
            Service = row.Commitment.Service.Id,
            Customer = row.Commitment.Customer,
            ExternalReference = row.Commitment.ExternalReference,
            Then = StateAt(events, then),
            Now = StateAt(events, now),
            History = [.. events.Select(Write)],
        };
    }

    private PromiseState StateAt(ImmutableArray<ExplainedEvent> events, Moment time)
    {
        if (events.LastOrDefault(one => one.Event.At <= time)?.Event is not { } last) return Absent;
        PlannedStep[] steps = words.Steps(last.Commitment, last.Planned);
        // Its time was over and nobody could confirm it any more, though its ending was not in the log yet.
        bool isOverdue = !last.IsEnd && last.Commitment.HeldUntil <= time;
        return new PromiseState
        {
            Status = isOverdue ? PromiseStatus.Expired : StatusOf(last),
            Since = words.Time(isOverdue ? last.Commitment.HeldUntil!.Value : last.At),
            PlanVersion = last.Version,
            Promise = steps[0].Promise,
            Start = steps[0].Start,
            End = steps[^1].End,
            Site = steps[0].Site,
            Resources = steps[0].Resources,
            Steps = steps,
        };
    }

    private static PromiseStatus StatusOf(CommitmentEvent last) => last.Kind switch
    {
        CommitmentEventKind.Released => PromiseStatus.Released,
        CommitmentEventKind.Expired => PromiseStatus.Expired,
        CommitmentEventKind.Cancelled => PromiseStatus.Cancelled,
        _ => last.Commitment.State switch
        {
            CommitmentState.Held => PromiseStatus.Held,
            CommitmentState.Broken => PromiseStatus.Broken,
            _ => PromiseStatus.Confirmed,
        },
    };

    private PromiseEvent Write(ExplainedEvent explained)
    {
        CommitmentEvent happened = explained.Event;
        PlannedStep[] steps = words.Steps(happened.Commitment, happened.Planned);
        return new PromiseEvent
        {
            Version = happened.Version,
            At = words.Time(happened.At),
            Event = Enum.Parse<PromiseEventKind>(happened.Kind.ToString()),
            Promise = steps[0].Promise,
            Start = steps[0].Start,
            End = steps[^1].End,
            Site = steps[0].Site,
            Resources = steps[0].Resources,
            Why = Why(happened, [.. explained.Causes.Select(cause => Write(cause, happened))]),
        };
    }

    private PromiseCause Write(SlideCause cause, CommitmentEvent happened)
    {
        (string where, string id) = cause.Loan is { } loan ? (loan.Territory, loan.Commitment) : (words.Territory, cause.Id);
        return new PromiseCause
        {
            Kind = (PromiseCauseKind)cause.Kind,
            Id = cause.Kind == SlideCauseKind.ResourceChanged ? cause.Id
                : cause.Kind == SlideCauseKind.Disruption ? new RepairName(words.Territory, happened.Version, cause.Id).ToString()
                : cause.IsJob ? CommitmentName.Job(where, id) : cause.IsHold ? CommitmentName.Hold(where, id) : CommitmentName.Booking(where, id),
        };
    }

    /// <summary>Why something has another place: a reason that is no disruption's is the optimiser's.</summary>
    private static string Moved(string? reason, PromiseCause[] because) => reason is null ? "to make room for something else."
        : because.Any(cause => cause.Kind == PromiseCauseKind.Disruption) ? $"because of a disruption: {reason}" : $"because {reason}.";

    private PromiseWhy Why(CommitmentEvent happened, PromiseCause[] because) => new()
    {
        Words = happened.Kind switch
        {
            CommitmentEventKind.Held => $"An offer was held until {words.Time(happened.Commitment.HeldUntil!.Value):yyyy-MM-dd HH:mm:ss zzz}.",
            CommitmentEventKind.Confirmed => "The hold was confirmed.",
            CommitmentEventKind.Booked => because.Length == 0 ? "An offer was booked." : "Urgent work came up and was booked.",
            CommitmentEventKind.Rescheduled => $"The booking was moved to another offer. {Said(happened.Reason)}",
            CommitmentEventKind.Slid => $"The planned time moved inside its promise. {string.Join(' ', because.Select(cause => Sentence(cause, happened)))}",
            CommitmentEventKind.Released => $"The hold was given back. {Said(happened.Reason)}",
            CommitmentEventKind.Expired => "Nobody confirmed the hold in time.",
            CommitmentEventKind.Cancelled => $"The booking was called off. {Said(happened.Reason)}",
            CommitmentEventKind.Moved => $"It was given another place inside its promise, {Moved(happened.Reason, because)}",
            CommitmentEventKind.Renegotiated => "It was given another promise, as a proposal said that somebody accepted.",
            CommitmentEventKind.Broken => $"It has no place. {Said(happened.Reason)}",
            CommitmentEventKind.Repaired => $"It was given a place again, inside what was promised{(happened.Reason is { } why ? $": {why}" : "")}.",
            CommitmentEventKind.Called => $"The customer was called. {Said(happened.Reason)}",
            CommitmentEventKind.Assigned => $"A dispatcher gave it this place by hand. {Said(happened.Reason)}",
            CommitmentEventKind.Unassigned => $"A dispatcher took its place away. {Said(happened.Reason)}",
            CommitmentEventKind.Pinned => $"A dispatcher pinned it. {Said(happened.Reason)}",
            CommitmentEventKind.Unpinned => $"A dispatcher let it be moved again. {Said(happened.Reason)}",
            _ => throw new InvalidOperationException($"There are no words for {happened.Kind}."),
        },
        Reason = happened.Reason,
        Because = because,
    };

    private static string Said(string? reason) => reason is null ? "No reason was given." : $"The reason given: {reason}";

    private static string Sentence(PromiseCause cause, CommitmentEvent slide)
    {
        string tour = $"the tour of {string.Join(" and ", slide.Tours.Select(one => one.Resource).Distinct())}";
        return cause.Kind switch
        {
            PromiseCauseKind.Added => $"{cause.Id} was put into {tour}.",
            PromiseCauseKind.Left => $"{cause.Id} left {tour}.",
            PromiseCauseKind.Moved => $"{cause.Id} moved within {tour}.",
            PromiseCauseKind.Disruption => $"Something happened in the field: {cause.Id}.",
            _ => $"{cause.Id} was changed: its hours, its home or its skills.",
        };
    }
}
