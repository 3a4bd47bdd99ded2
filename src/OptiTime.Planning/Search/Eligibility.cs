using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Search;

/// <summary>Who may play a role, before any calendar is looked at.</summary>
internal static class Eligibility
{
    /// <summary>Marks the resources that have the kind, the skills and the mobility a role asks for and that the customer takes.</summary>
    internal static void Mark(Board board, SearchQuery query, Role role, ImmutableArray<string> sites, Span<bool> marks)
    {
        MarkFit(board, role, sites, marks);
        if (!query.Require.IsEmpty)
        {
            for (int number = 0; number < marks.Length; number++)
                marks[number] = marks[number] && query.Require.Contains(board.ResourceOf(number).Resource.Id);
        }
        foreach (string refused in query.Refuse)
        {
            if (board.FindResource(refused) is { } entry) marks[entry.Number] = false;
        }
    }

    /// <summary>Marks the resources that have the kind, the skills and the mobility a role asks for.</summary>
    internal static void MarkFit(Board board, Role role, ImmutableArray<string> sites, Span<bool> marks)
    {
        ImmutableArray<ResourceEntry?> slots = board.Table.Slots;
        for (int number = 0; number < marks.Length; number++)
            marks[number] = slots[number] is { } entry && HasKind(entry.Resource, role) && CanBeThere(entry.Resource, role, sites);
        board.Table.Skills.Restrict(role.Skills, marks);
    }

    /// <summary>Whether one resource could play a role at one of some sites.</summary>
    internal static bool Fits(Resource resource, Role role, ImmutableArray<string> sites) =>
        HasKind(resource, role) && CanBeThere(resource, role, sites)
        && HasSkills(resource, role.Skills);

    private static bool HasSkills(Resource resource, ImmutableArray<Skill> skills) =>
        skills.All(asked => resource.Skills.Any(skill => skill.Name == asked.Name && skill.Level >= asked.Level));

    /// <summary>Whether a resource is what another requires, wherever it is.</summary>
    internal static bool Meets(Resource resource, Requirement requirement) =>
        (requirement.Kind is null || requirement.Kind == resource.Kind) && HasSkills(resource, requirement.Skills);

    /// <summary>Whether its kind is the one asked for.</summary>
    internal static bool HasKind(Resource resource, Role role) => role.Kind is null || role.Kind == resource.Kind;

    /// <summary>Whether it can be where the role is played.</summary>
    internal static bool CanBeThere(Resource resource, Role role, ImmutableArray<string> sites) => role.Where switch
    {
        RolePlace.Customer => resource.Mobility == Mobility.Mobile,
        RolePlace.Remote => resource.Mobility == Mobility.Remote,
        _ => resource.Mobility == Mobility.Mobile || (resource.Mobility == Mobility.Fixed && sites.Contains(resource.Site!)),
    };

    /// <summary>The sites at which a service may be given for this query.</summary>
    internal static ImmutableArray<string> SitesFor(Board board, SearchQuery query)
    {
        IEnumerable<string> sites = query.Service.Sites.IsEmpty ? board.Sites.Keys : query.Service.Sites.Where(board.Sites.ContainsKey);
        return [.. query.Sites.IsEmpty ? sites : sites.Where(site => query.Sites.Contains(site))];
    }
}
