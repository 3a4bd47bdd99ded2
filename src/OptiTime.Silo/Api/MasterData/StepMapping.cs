using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>The steps of a service and their roles as documents have them, and as the catalogue has them.</summary>
internal static class StepMapping
{
    private const int MaximumSteps = 20, MaximumRoles = 20, MaximumCount = 20, MaximumSeats = 100, Minute = 60, Day = 86_400, MaximumLag = 366 * Day;

    /// <summary>Steps from their documents.</summary>
    public static ImmutableArray<ServiceStep> From(IReadOnlyList<StepDocument> documents, Faults faults)
    {
        faults.Require(documents.Count is >= 1 and <= MaximumSteps, "steps", documents.Count, $"Must be 1 to {MaximumSteps} steps.");
        ImmutableArray<ServiceStep> steps = [.. documents.Select((step, index) => From(step, index, faults))];
        Fields.CheckDistinct(faults, "steps", ".name", steps.Select(step => step.Name));
        int seats = steps.Sum(step => step.Roles.Sum(role => Math.Clamp(role.Count, 1, MaximumCount)));
        faults.Require(
            seats <= MaximumSeats, "steps", seats, $"All roles of all steps ask for {seats}, each counted as often as it is played; limit {nameof(MaximumSeats)} is {MaximumSeats}.",
            "Ask for fewer, or make several services of it.");
        for (int index = 0; index < steps.Length; index++) CheckFollows(steps, index, faults);
        return steps;
    }

    /// <summary>The document of a step.</summary>
    public static StepDocument ToDocument(ServiceStep step) => new()
    {
        Name = step.Name,
        DurationSeconds = step.Duration.Value,
        SpreadSeconds = step.Spread.Value,
        Roles = [.. step.Roles.Select(ToDocument)],
        MinimumLagSeconds = step.MinimumLag.Value,
        MaximumLagSeconds = step.MaximumLag?.Value,
        Follows = step.Follows is { } follows ? new StepFollowsDocument { SameRoles = follows.SameRoles, NextWorkingDay = follows.NextWorkingDay } : null,
    };

    private static ServiceStep From(StepDocument document, int index, Faults faults)
    {
        string field = $"steps[{index}]";
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        Fields.CheckRange(faults, field + ".durationSeconds", document.DurationSeconds, Minute, Day);
        Fields.CheckRange(faults, field + ".spreadSeconds", document.SpreadSeconds, 0, document.DurationSeconds);
        Fields.CheckRange(faults, field + ".minimumLagSeconds", document.MinimumLagSeconds, 0, MaximumLag);
        Fields.CheckRange(faults, field + ".maximumLagSeconds", document.MaximumLagSeconds, document.MinimumLagSeconds ?? 0, MaximumLag);
        faults.Require(
            index > 0 || document.MinimumLagSeconds is null or 0, field + ".minimumLagSeconds", document.MinimumLagSeconds, "The first step comes after none.",
            "Leave it out; 'leadTimeSeconds' of the service says how much notice it needs.");
        faults.Require(index > 0 || document.MaximumLagSeconds is null, field + ".maximumLagSeconds", document.MaximumLagSeconds, "The first step comes after none.", "Leave it out.");
        faults.Require(document.Roles.Count is >= 1 and <= MaximumRoles, field + ".roles", document.Roles.Count, $"Must be 1 to {MaximumRoles} roles.");
        ImmutableArray<Role> roles = [.. document.Roles.Select((role, at) => From(role, document.DurationSeconds, $"{field}.roles[{at}]", faults))];
        Fields.CheckDistinct(faults, field + ".roles", ".name", roles.Select(role => role.Name));
        faults.Require(
            !(roles.Any(role => role.Where == RolePlace.Customer) && roles.Any(role => role.Where == RolePlace.Site)), field + ".roles", null,
            "A step takes place at the customer's or at a site, not at both.", "Make two steps of it, or play a role remote.");
        return new ServiceStep(
            document.Name ?? (index + 1).ToString(CultureInfo.InvariantCulture), new Seconds(document.DurationSeconds),
            new Seconds(document.SpreadSeconds ?? 0), roles, new Seconds(document.MinimumLagSeconds ?? 0),
            document.MaximumLagSeconds is { } most ? new Seconds(most) : null,
            document.Follows is { } follows ? new StepFollows([.. follows.SameRoles ?? []], follows.NextWorkingDay ?? false) : null);
    }

    private static void CheckFollows(ImmutableArray<ServiceStep> steps, int index, Faults faults)
    {
        if (steps[index].Follows is not { } follows) return;
        string field = $"steps[{index}].follows";
        if (!faults.Require(index > 0, field, null, "The first step follows none.", "Leave it out.")) return;
        for (int at = 0; at < follows.SameRoles.Length; at++)
        {
            string name = follows.SameRoles[at];
            Role? here = steps[index].Roles.FirstOrDefault(role => role.Name == name), before = steps[index - 1].Roles.FirstOrDefault(role => role.Name == name);
            string known = string.Join(", ", steps[index].Roles.Select(role => role.Name).Intersect(steps[index - 1].Roles.Select(role => role.Name)));
            if (faults.Require(
                here is not null && before is not null, $"{field}.sameRoles[{at}]", name, "Is not a role of both this step and the one before.",
                known.Length == 0 ? "The two have no role in common." : $"In common: {known}."))
            {
                faults.Require(
                    here!.Count == before!.Count, $"{field}.sameRoles[{at}]", name, $"Is played by {here.Count} in this step and by {before.Count} in the one before.", "Give both the same 'count'.");
            }
        }
        Fields.CheckDistinct(faults, field + ".sameRoles", "", follows.SameRoles);
    }

    private static Role From(RoleDocument document, int duration, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        Fields.CheckText(faults, field + ".kind", document.Kind, 64);
        Fields.CheckRange(faults, field + ".count", document.Count, 1, MaximumCount);
        Fields.CheckRange(faults, field + ".setupSeconds", document.SetupSeconds, 0, Day);
        Fields.CheckRange(faults, field + ".cleanUpSeconds", document.CleanUpSeconds, 0, Day);
        return new Role(
            document.Name, document.Kind, SkillLevels.From(document.Skills, field + ".skills", faults), document.Count ?? 1, (RolePlace)document.Where,
            Part(document.Part, duration, field + ".part", faults), Length(document.SetupSeconds), Length(document.CleanUpSeconds));
    }

    /// <summary>A part that is the whole step is none.</summary>
    private static RolePart? Part(RolePartDocument? document, int duration, string field, Faults faults)
    {
        if (document is null) return null;
        bool lies = document.FromSeconds >= 0 && document.LengthSeconds >= 1 && (long)document.FromSeconds + document.LengthSeconds <= duration;
        faults.Require(
            lies, field, $"{document.FromSeconds} s + {document.LengthSeconds} s", $"Does not lie in the step, which takes {duration} s.",
            "Send 'fromSeconds' from 0 and a 'lengthSeconds' of at least 1 that ends within it.");
        return document.LengthSeconds == duration ? null : new RolePart(new Seconds(document.FromSeconds), new Seconds(document.LengthSeconds));
    }

    private static Seconds? Length(int? seconds) => seconds is null or 0 ? null : new Seconds(seconds.Value);

    private static RoleDocument ToDocument(Role role) => new()
    {
        Name = role.Name,
        Kind = role.Kind,
        Skills = SkillLevels.ToDocuments(role.Skills),
        Count = role.Count,
        Where = (RoleWhere)role.Where,
        Part = role.Part is { } part ? new RolePartDocument { FromSeconds = part.From.Value, LengthSeconds = part.Length.Value } : null,
        SetupSeconds = role.Setup?.Value,
        CleanUpSeconds = role.CleanUp?.Value,
    };
}
