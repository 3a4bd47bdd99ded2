using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>What resources require, as documents have it and as plans have it.</summary>
internal static class Requirements
{
    /// <summary>Requirements from documents; null for none.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="at">What stands before the names of its fields where something is wrong.</param>
    public static ImmutableArray<Requirement>? From(IReadOnlyList<RequirementDocument>? documents, Faults faults, string at)
    {
        if (documents is not { Count: > 0 }) return null;
        Fields.CheckCount(faults, at + "requires", documents.Count, Requirement.MaximumCount, nameof(Requirement.MaximumCount));
        ImmutableArray<Requirement> requirements = [.. documents.Select((document, index) => From(document, $"{at}requires[{index}]", faults))];
        Fields.CheckDistinct(faults, at + "requires", ".name", requirements.Select(one => one.Name));
        return requirements;
    }

    /// <summary>Requirements as documents; null for none.</summary>
    public static RequirementDocument[]? ToDocuments(ImmutableArray<Requirement>? requirements) => requirements is not { } them ? null :
        [.. them.Select(one => new RequirementDocument { Name = one.Name, Kind = one.Kind, Skills = SkillLevels.ToDocuments(one.Skills) })];

    private static Requirement From(RequirementDocument document, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        Fields.CheckText(faults, field + ".kind", document.Kind, 64);
        faults.Require(
            document.Kind is not null || document.Skills is { Count: > 0 }, field, document.Name, "Says neither a kind nor a skill, so that anything would do.", "Name a 'kind' or at least one of 'skills'.");
        return new Requirement(document.Name, document.Kind, SkillLevels.From(document.Skills, field + ".skills", faults));
    }
}
