using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Value;

/// <summary>What a role needs, whatever the role is called.</summary>
/// <param name="Kind">The kind of resource; null for any.</param>
/// <param name="Skills">The skills and least levels, in the order of their names.</param>
public sealed record SkillNeed(string? Kind, ImmutableArray<Skill> Skills)
{
    /// <summary>Whether a resource of a kind and some skills could meet it.</summary>
    public bool IsMetBy(string kind, ImmutableArray<Skill> skills) =>
        (Kind is null || Kind == kind) && Skills.All(asked => skills.Any(skill => skill.Name == asked.Name && skill.Level >= asked.Level));
}

/// <summary>
/// What a service needs of people and things as one text, by which demand is counted: <c>technician:gas-boiler/2,plumbing/1</c>, the needs of
/// several roles joined by <c>+</c>. Equal needs are told once, in the order of the roles; the marks themselves are escaped in names.
/// </summary>
public static class SkillKey
{
    /// <summary>The most characters of a key; what needs a longer one is not counted.</summary>
    public const int MaximumLength = 400;

    private const string Marks = "%:,/+*";
    private const char Any = '*';

    /// <summary>The key of a service; null when it would be too long.</summary>
    public static string? Of(Service service) => Of(service.Steps.SelectMany(step => step.Roles));

    /// <summary>The key of what stands for a customer; null when it would be too long.</summary>
    public static string? Of(Commitment commitment) =>
        Of(commitment.Steps.SelectMany(step => step.Assignments).Select(assignment => assignment.Role));

    /// <summary>The needs of a key.</summary>
    /// <exception cref="FormatException">It is not a key.</exception>
    public static ImmutableArray<SkillNeed> Read(string key) => [.. key.Split('+').Select(ReadNeed)];

    private static string? Of(IEnumerable<Role> roles)
    {
        string key = string.Join('+', roles.Select(role => Text(new SkillNeed(role.Kind, role.Skills))).Distinct(StringComparer.Ordinal));
        return key.Length is > 0 and <= MaximumLength ? key : null;
    }

    /// <summary>One need as a key has it.</summary>
    public static string Text(SkillNeed need)
    {
        StringBuilder text = Escape(new StringBuilder(), need.Kind);
        char before = ':';
        foreach (Skill skill in need.Skills.OrderBy(skill => skill.Name, StringComparer.Ordinal))
        {
            Escape(text.Append(before), skill.Name).Append('/').Append(skill.Level.ToString(CultureInfo.InvariantCulture));
            before = ',';
        }
        return text.ToString();
    }

    private static SkillNeed ReadNeed(string text)
    {
        string[] parts = text.Split(':');
        string? kind = parts[0] == Any.ToString() ? null : Unescape(parts[0]);
        return parts.Length == 1 ? new SkillNeed(kind, []) : new SkillNeed(kind, [.. parts[1].Split(',').Select(ReadSkill)]);
    }

    private static Skill ReadSkill(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) throw new FormatException($"'{text}' is not a skill with a level.");
        return new Skill(Unescape(text[..slash]), int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static StringBuilder Escape(StringBuilder text, string? name)
    {
        if (name is null) return text.Append(Any);
        foreach (char letter in name)
        {
            if (Marks.Contains(letter, StringComparison.Ordinal)) text.Append('%').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture));
            else text.Append(letter);
        }
        return text;
    }

    private static string Unescape(string text)
    {
        var name = new StringBuilder(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '%') name.Append(text[index]);
            else
            {
                name.Append((char)int.Parse(text.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 2;
            }
        }
        return name.ToString();
    }
}
