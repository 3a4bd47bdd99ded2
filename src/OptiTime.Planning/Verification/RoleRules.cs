using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Verification;

/// <summary>Whoever plays a role can play it, and can be where it is played.</summary>
internal static class RoleRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
    [
        .. facts.Commitments.Values.SelectMany(commitment => commitment.Steps.SelectMany(step =>
            step.Assignments.SelectMany(assignment => Check(facts, commitment, step, assignment)))),
        .. facts.Visits.SelectMany(visit => SiteHours(facts, visit)),
    ];

    private static IEnumerable<Breach> Check(PlanFacts facts, Commitment commitment, CommittedStep step, Assignment assignment)
    {
        if (!facts.Resources.TryGetValue(assignment.Resource, out var defined)) yield break;
        // What is done was done by who could do it then; it may have left the tours with its day.
        if (!facts.VisitsOf(commitment).Any(visit => ReferenceEquals(visit.Assignment, assignment) && visit.During.To > facts.At)) yield break;
        Resource resource = defined.Resource;
        Role role = assignment.Role;
        string name = $"Commitment '{commitment.Id}' role '{role.Name}' on resource '{resource.Id}' unit {assignment.Unit}";
        if (assignment.Unit < 0 || assignment.Unit >= resource.Capacity)
            yield return new Breach(PlanRules.Unit, $"{name} is beyond the capacity of {resource.Capacity}.");
        if (role.Kind is { } kind && kind != resource.Kind)
            yield return new Breach(PlanRules.Qualification, $"{name} asks for a {kind}; it is a {resource.Kind}.");
        foreach (Skill asked in role.Skills.Where(asked => !resource.Skills.Any(had => had.Name == asked.Name && had.Level >= asked.Level)))
            yield return new Breach(PlanRules.Qualification, $"{name} asks for '{asked.Name}' at level {asked.Level}; it has {Levels(resource, asked.Name)}.");
        if (!CanBeThere(resource, step, role, commitment.Loan is not null))
            yield return new Breach(PlanRules.Mobility, $"{name} is played {Where(step, role)}; it is {Stands(resource)}.");
    }

    private static bool CanBeThere(Resource resource, CommittedStep step, Role role, bool isLent) => role.Where switch
    {
        RolePlace.Customer => resource.Mobility == Mobility.Mobile && step.Site is null && step.Place is not null,
        RolePlace.Site => step.Site is not null && (step.Place == SiteEntry.PlaceId(step.Site) || isLent)
            && (resource.Mobility == Mobility.Mobile || (resource.Mobility == Mobility.Fixed && resource.Site == step.Site)),
        _ => resource.Mobility == Mobility.Remote,
    };

    private static IEnumerable<Breach> SiteHours(PlanFacts facts, Visit visit)
    {
        // A fixed resource is bound to its site whatever is done there; others only while they are at one, which who takes part from elsewhere never is.
        Resource? resource = facts.ResourceOf(visit.Tour);
        string? id = resource?.Mobility switch { Mobility.Fixed => resource.Site, Mobility.Remote => null, _ => visit.Step?.Site };
        // The hours of another territory's site are that territory's to keep.
        if (id is null || visit.During.To <= facts.At || visit.Commitment?.Loan is not null) yield break;
        if (!facts.Sites.TryGetValue(id, out var site))
            yield return new Breach(PlanRules.SiteHours, $"{visit.Name} is at site '{id}', which is not on the board.");
        else if (!site.Open.Any(open => open.Span.Contains(visit.During) && !open.Breaks.Any(visit.During.Overlaps)))
            yield return new Breach(PlanRules.SiteHours, $"{visit.Name} is at site '{id}', which is not open throughout.");
    }

    private static string Levels(Resource resource, string skill) =>
        string.Join(", ", resource.Skills.Where(had => had.Name == skill).Select(had => $"level {had.Level}").DefaultIfEmpty("none"));

    private static string Where(CommittedStep step, Role role) =>
        role.Where == RolePlace.Remote ? "remote" : $"at the {role.Where.ToString().ToLowerInvariant()} (site '{step.Site}', place '{step.Place}')";

    private static string Stands(Resource resource) =>
        resource.Mobility == Mobility.Fixed ? $"fixed at site '{resource.Site}'" : resource.Mobility.ToString().ToLowerInvariant();
}
