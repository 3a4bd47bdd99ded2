using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Verification;

/// <summary>Those who serve together have what they require, and the steps of a service follow each other as they were sold.</summary>
internal static class GroupRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) => facts.Commitments.Values
        // A loan is a part of something that stands together elsewhere.
        .Where(commitment => commitment.Loan is null).SelectMany(commitment =>
        Enumerable.Range(0, commitment.Steps.Length).SelectMany(step => Required(facts, commitment, step).Concat(Following(facts, commitment, step))));

    /// <summary>One of each requirement for everybody who requires it.</summary>
    private static IEnumerable<Breach> Required(PlanFacts facts, Commitment commitment, int step)
    {
        CommittedStep part = commitment.Steps[step];
        if (part.Assignments.Length == 0 || TimeOf(facts, commitment, step) is not { } time || time.To <= facts.At) yield break;
        var asking = part.Assignments
            .Where(who => facts.Resources.ContainsKey(who.Resource))
            .SelectMany(who => (facts.Resources[who.Resource].Resource.Requires ?? []).Select(requirement => (requirement, who)))
            .GroupBy(asked => asked.requirement);
        foreach (var asked in asking)
        {
            foreach (var role in asked.Select(one => one.who.Role).GroupBy(role => (role.Part, role.Setup, role.CleanUp)))
            {
                int there = part.Assignments.Count(who => IsFor(who.Role, asked.Key) && (who.Role.Part, who.Role.Setup, who.Role.CleanUp) == role.Key);
                if (there < role.Count())
                {
                    yield return new Breach(
                        PlanRules.Required,
                        $"Commitment '{commitment.Id}' step {step} has {there} of '{asked.Key.Name}'; {string.Join(" and ", asked.Select(one => $"'{one.who.Resource}'"))} require one each.");
                }
            }
        }
    }

    private static bool IsFor(Role role, Requirement requirement) =>
        role.Name == requirement.Name && role.Kind == requirement.Kind && role.Skills.SequenceEqual(requirement.Skills);

    private static IEnumerable<Breach> Following(PlanFacts facts, Commitment commitment, int step)
    {
        if (step == 0 || TimeOf(facts, commitment, step - 1) is not { } before || TimeOf(facts, commitment, step) is not { } time) yield break;
        CommittedStep part = commitment.Steps[step];
        string name = $"Commitment '{commitment.Id}' step {step} at {time} follows {before}";
        Seconds lag = time.From - before.To;
        if (lag < (part.MinimumLag ?? Seconds.Zero) || lag > (part.MaximumLag ?? new Seconds(int.MaxValue)))
            yield return new Breach(PlanRules.Following, $"{name} after {lag}; sold were {part.MinimumLag ?? Seconds.Zero} to {part.MaximumLag?.ToString() ?? "any"}.");
        foreach (string role in part.Follows?.SameRoles ?? [])
        {
            string here = Players(part, role), earlier = Players(commitment.Steps[step - 1], role);
            if (here != earlier) yield return new Breach(PlanRules.Following, $"{name}: '{role}' is played by {here}, in the step before by {earlier}.");
        }
        if (part.Follows is not { NextWorkingDay: true }) yield break;
        var (local, localBefore) = (facts.LocalTimeOf(time.From), facts.LocalTimeOf(before.From));
        if (local.Date <= localBefore.Date || local.TimeOfDay != localBefore.TimeOfDay)
            yield return new Breach(PlanRules.Following, $"{name}: at {local}, which is not the time of {localBefore} on a later day.");
    }

    private static string Players(CommittedStep step, string role) =>
        string.Join(" and ", step.Assignments.Where(who => who.Role.Name == role).Select(who => $"'{who.Resource}' unit {who.Unit}").Order(StringComparer.Ordinal));

    /// <summary>When a step is planned; null when it stands nowhere any more.</summary>
    private static Interval? TimeOf(PlanFacts facts, Commitment commitment, int step) =>
        facts.VisitsOf(commitment).Where(visit => visit.Tour.Stops[visit.Index].Step == step).Select(visit => (Interval?)visit.StepTime).FirstOrDefault()
        ?? (commitment.Steps[step] is { IsLentWhole: true } lent ? lent.At(lent.EarliestStart) : null);
}
