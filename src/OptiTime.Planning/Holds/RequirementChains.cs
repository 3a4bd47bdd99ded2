using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;

namespace OptiTime.Planning.Holds;

/// <summary>Holds what resources require to an end: what is required may require in turn, but not for ever.</summary>
internal static class RequirementChains
{
    /// <summary>What is wrong with what the resources of a board would require if one of them were this; null for nothing.</summary>
    internal static string? FaultWith(Board board, Resource changed)
    {
        Resource[] resources = [.. board.Resources.Select(entry => entry.Resource).Where(resource => resource.Id != changed.Id), changed];
        if (resources.All(resource => resource.Requires is null)) return null;
        Requirement[] requirements = [.. resources.SelectMany(resource => resource.Requires ?? []).Distinct()];
        var next = requirements.ToDictionary(
            requirement => requirement,
            requirement => resources.Where(resource => Eligibility.Meets(resource, requirement)).SelectMany(resource => resource.Requires ?? []).Distinct().ToArray());
        return requirements.Select(requirement => FaultFrom(requirement, [])).FirstOrDefault(fault => fault is not null);

        string? FaultFrom(Requirement requirement, List<Requirement> before)
        {
            bool isRound = before.Contains(requirement);
            before = [.. before, requirement];
            string chain = string.Join(" requires ", before.Select(one => $"'{one.Name}'"));
            if (isRound) return $"What is required would in the end require itself: {chain}.";
            if (before.Count > Requirement.MaximumDepth) return $"Requirements go at most {Requirement.MaximumDepth} deep, and these go deeper: {chain}.";
            return next[requirement].Select(one => FaultFrom(one, before)).FirstOrDefault(fault => fault is not null);
        }
    }
}
