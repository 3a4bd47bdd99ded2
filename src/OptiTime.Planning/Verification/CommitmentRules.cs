using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Verification;

/// <summary>Every living commitment stands where, when and as long as it was agreed.</summary>
internal static class CommitmentRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
    [
        .. facts.Visits.SelectMany(Stop),
        .. facts.Commitments.Values.SelectMany(Terms),
        .. facts.Commitments.Values.SelectMany(commitment => Bound(facts, commitment)),
        .. facts.Commitments.Values.SelectMany(commitment => Standings(facts, commitment)),
    ];

    private static IEnumerable<Breach> Stop(Visit visit)
    {
        if (visit.Step is not { } step || visit.Assignment is not { } assignment)
        {
            yield return new Breach(PlanRules.Standing, $"{visit.Name} belongs to no assignment of a living commitment.");
            yield break;
        }
        if (visit.StepTime.From < step.EarliestStart || visit.StepTime.From > step.LatestStart)
            yield return new Breach(PlanRules.Promise, $"{visit.Name} does not start from {step.EarliestStart} to {step.LatestStart}.");
        if (visit.StepTime.Length != step.Duration)
            yield return new Breach(PlanRules.Duration, $"{visit.Name} takes {visit.StepTime.Length}, committed were {step.Duration}.");
        Interval taken = Taken(visit.StepTime, assignment.Role);
        if (visit.During != taken)
            yield return new Breach(PlanRules.Duration, $"{visit.Name} takes its resource {visit.During}; role '{assignment.Role.Name}' takes it {taken}.");
    }

    /// <summary>What a role takes of a step: its part, the setup before and the clean-up after.</summary>
    private static Interval Taken(Interval step, Role role)
    {
        int from = step.From.Value, to = step.To.Value;
        if (role.Part is { } part) (from, to) = (from + part.From.Value, from + part.From.Value + part.Length.Value);
        return new Interval(new Moment(from - (role.Setup?.Value ?? 0)), new Moment(to + (role.CleanUp?.Value ?? 0)));
    }

    private static IEnumerable<Breach> Terms(Commitment commitment)
    {
        foreach (CommittedStep step in commitment.Steps)
        {
            if (step.LatestStart < step.EarliestStart || !step.Promise.Contains(step.EarliestStart) || !step.Promise.Contains(step.LatestStart))
            {
                yield return new Breach(
                    PlanRules.Promise,
                    $"Commitment '{commitment.Id}' may start '{step.Name}' from {step.EarliestStart} to {step.LatestStart}, promised was {step.Promise}.");
            }
        }
        foreach (CommittedStep step in commitment.Steps)
        {
            bool isLent = commitment.Loan is not null || step.Assignments.Any(who => who.Territory is not null);
            if (isLent && step.EarliestStart != step.LatestStart)
            {
                yield return new Breach(
                    PlanRules.Lending, $"Commitment '{commitment.Id}' step '{step.Name}' is lent and yet may start from {step.EarliestStart} to {step.LatestStart}.");
            }
            foreach (Assignment who in step.Assignments.Where(who => who.Territory is not null && commitment.Loan is not null))
                yield return new Breach(PlanRules.Lending, $"Commitment '{commitment.Id}' is a loan, and '{who.Resource}' of '{who.Territory}' is not there to be lent.");
        }
        if (commitment.Pinned == true && commitment.State is CommitmentState.Held or CommitmentState.Waiting or CommitmentState.Broken)
            yield return new Breach(PlanRules.Standing, $"Commitment '{commitment.Id}' is {commitment.State} and pinned to no place.");
        if (commitment.Wanted is { } wanted && (commitment.State != CommitmentState.Broken || commitment.AnyResource == true || wanted.IsEmpty))
            yield return new Breach(PlanRules.Life, $"Commitment '{commitment.Id}' is {commitment.State} and wants '{string.Join(", ", wanted)}' back.");
        if (commitment.IsJob != commitment.Priority is not null)
            yield return new Breach(PlanRules.Life, $"Commitment '{commitment.Id}' is {commitment.State} and has {(commitment.Priority is { } known ? $"priority {known}" : "no priority")}.");
        if (commitment.State == CommitmentState.Held && commitment.HeldUntil is null)
            yield return new Breach(PlanRules.Expiry, $"Commitment '{commitment.Id}' is held and has no expiry.");
        if (commitment.State != CommitmentState.Held && commitment.HeldUntil is { } until)
            yield return new Breach(PlanRules.Expiry, $"Commitment '{commitment.Id}' is {commitment.State} and yet expires at {until}.");
    }

    /// <summary>Somebody is bound for every step of what stands, and nobody for what waits or has lost its place; but what had begun when it lost it stays.</summary>
    private static IEnumerable<Breach> Bound(PlanFacts facts, Commitment commitment)
    {
        int bound = commitment.Steps.Count(step => !step.Assignments.IsEmpty);
        bool isRight = commitment.State switch
        {
            CommitmentState.Waiting => bound == 0,
            CommitmentState.Broken => bound < commitment.Steps.Length,
            CommitmentState.Backlog or CommitmentState.Done => bound > 0,
            _ => bound == commitment.Steps.Length,
        };
        if (!isRight)
            yield return new Breach(PlanRules.Standing, $"Commitment '{commitment.Id}' is {commitment.State} and binds somebody for {bound} of {commitment.Steps.Length} steps.");
        if (bound == commitment.Steps.Length || commitment.State is not (CommitmentState.Broken or CommitmentState.Backlog)) yield break;
        bool isBegun = commitment.Steps.Take(bound).All(step => !step.Assignments.IsEmpty)
            && facts.VisitsOf(commitment).All(visit => visit.StepTime.From <= facts.At);
        if (!isBegun) yield return new Breach(PlanRules.Standing, $"Commitment '{commitment.Id}' is {commitment.State}, and not all for which it binds somebody has begun.");
    }

    private static IEnumerable<Breach> Standings(PlanFacts facts, Commitment commitment)
    {
        for (int step = 0; step < commitment.Steps.Length; step++)
        {
            CommittedStep part = commitment.Steps[step];
            Visit[] visits = [.. facts.VisitsOf(commitment).Where(visit => visit.Tour.Stops[visit.Index].Step == step)];
            foreach (var who in part.Assignments.GroupBy(assignment => (assignment.Resource, assignment.Unit)))
            {
                // Whoever is lent stands in the tours of the lender.
                if (who.All(assignment => assignment.Territory is not null)) continue;
                string name = $"Commitment '{commitment.Id}' step {step} on resource '{who.Key.Resource}' unit {who.Key.Unit}";
                int standing = visits.Count(visit => (visit.Tour.Resource, visit.Tour.Unit) == who.Key);
                if (who.Count() > 1)
                    yield return new Breach(PlanRules.DoubleBooking, $"{name} plays {who.Count()} roles at once.");
                if (standing > 1 || (standing == 0 && !MayHaveLeft(facts, commitment, part)))
                    yield return new Breach(PlanRules.Standing, $"{name} stands {standing} times in tours.");
            }
            Interval[] times = [.. visits.Select(visit => visit.StepTime).Distinct()];
            if (times.Length > 1)
                yield return new Breach(PlanRules.Together, $"Commitment '{commitment.Id}' step {step} is planned at {string.Join(" and ", times)}.");
        }
    }

    /// <summary>Whether a part may have left the board with a day that has passed, while another part keeps the commitment on it.</summary>
    private static bool MayHaveLeft(PlanFacts facts, Commitment commitment, CommittedStep part) =>
        // A job that nobody has called done stays, when the day it was planned on has gone.
        (commitment.State is CommitmentState.Backlog or CommitmentState.Broken || commitment.Steps.Sum(step => step.Assignments.Length) > 1)
        // A tour that began on the last day dropped may have served until well into the first day kept.
        && part.EarliestStart < facts.StartOf(facts.Territory.FirstDay + 1);
}
