using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;

namespace OptiTime.Planning.Explain;

/// <summary>The checks of a resource for which no time matters: what it is, where it can be, what it can do, and whether the customer takes it.</summary>
internal sealed class ResourceChecks(SearchQuery query, Role role, ImmutableArray<string> sites)
{
    internal IEnumerable<Check> Of(Resource resource) => [Kind(resource), Place(resource), Skills(resource), Refused(resource), Required(resource)];

    private Check Kind(Resource resource) => role.Kind is null || role.Kind == resource.Kind
        ? Passed(CheckCodes.Kind, $"Its kind is '{resource.Kind}'.")
        : Failed(CheckCodes.Kind, $"Its kind is '{resource.Kind}'; role '{role.Name}' needs '{role.Kind}'.", $"Name one of kind '{role.Kind}'.");

    private Check Place(Resource resource)
    {
        string itself = resource.Mobility switch
        {
            Mobility.Mobile => "It travels",
            Mobility.Fixed => $"It stands at site '{resource.Site}'",
            _ => "It works remotely",
        };
        bool canBeThere = role.Where switch
        {
            RolePlace.Customer => resource.Mobility == Mobility.Mobile && query.At is not null,
            RolePlace.Site => resource.Mobility == Mobility.Mobile ? !sites.IsEmpty : resource.Site is { } site && sites.Contains(site),
            _ => resource.Mobility == Mobility.Remote,
        };
        if (canBeThere) return Passed(CheckCodes.Place, itself + ".");
        return role.Where switch
        {
            RolePlace.Customer => Failed(CheckCodes.Place, $"{itself}; the service is done at the customer's.", "Name a resource that travels."),
            RolePlace.Site => sites.IsEmpty
                ? Failed(CheckCodes.Place, $"{itself}; the service is given at none of the sites asked for.", "Ask for another site.")
                : Failed(CheckCodes.Place, $"{itself}; the service is given at {PlainWords.List(sites, "or")}.", "Ask for another site, or name a resource of this one."),
            _ => Failed(CheckCodes.Place, $"{itself}; the service is given remotely.", "Name a resource that works remotely."),
        };
    }

    private Check Skills(Resource resource)
    {
        if (role.Skills.IsEmpty) return Passed(CheckCodes.Skills, "No skill is asked for.");
        string words = string.Join(", ", role.Skills.Select(asked => $"{Had(resource, asked)}; level {asked.Level} is asked for")) + ".";
        return role.Skills.All(asked => LevelOf(resource, asked) >= asked.Level)
            ? Passed(CheckCodes.Skills, words)
            : Failed(CheckCodes.Skills, words, $"Name a resource with {string.Join(" and ", role.Skills.Select(asked => $"'{asked.Name}' at level {asked.Level}"))}.");
    }

    private Check Refused(Resource resource) => query.Refuse.Contains(resource.Id)
        ? Failed(CheckCodes.Refused, "The customer or the caller refuses it.", "Only they can take it back: leave it out of 'refuse'.")
        : Passed(CheckCodes.Refused, "Nobody refuses it.");

    private Check Required(Resource resource)
    {
        if (query.Require.IsEmpty) return Passed(CheckCodes.Required, "Nobody is required.");
        string words = $"Required {(query.Require.Length == 1 ? "is" : "are")} {PlainWords.List(query.Require, "or")}.";
        return query.Require.Contains(resource.Id)
            ? Passed(CheckCodes.Required, words)
            : Failed(CheckCodes.Required, words, $"Require '{resource.Id}' too, or nobody.");
    }

    private static string Had(Resource resource, Skill asked) =>
        LevelOf(resource, asked) is > 0 and var level ? $"It has '{asked.Name}' at level {level}" : $"It lacks '{asked.Name}'";

    private static int LevelOf(Resource resource, Skill asked) =>
        resource.Skills.Where(had => had.Name == asked.Name).Select(had => had.Level).DefaultIfEmpty().Max();

    internal static Check Passed(string code, string words) => new(code, CheckResult.Passed, words);

    internal static Check Failed(string code, string words, string? remedy) => new(code, CheckResult.Failed, words) { Remedy = remedy };
}
