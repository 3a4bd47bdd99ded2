namespace OptiTime.Silo.Api.Wire;

/// <summary>One requirement of a step: who or what must be there.</summary>
public sealed record RoleDocument
{
    /// <summary>The role's name, unique in its step: <c>technician</c>, <c>room</c>. 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of resource that plays it. Default: any.</summary>
    public string? Kind { get; init; }

    /// <summary>The skills and least levels asked for. At most 100.</summary>
    public IReadOnlyList<SkillLevel>? Skills { get; init; }

    /// <summary>How many resources play it. 1 to 20. Default 1.</summary>
    public int? Count { get; init; }

    /// <summary>Where it is played.</summary>
    public required RoleWhere Where { get; init; }

    /// <summary>The part of the step for which it is needed. Default: the whole step.</summary>
    public RolePartDocument? Part { get; init; }

    /// <summary>How long before that whoever plays it is taken, to make things ready. 0 to 86,400. Default 0.</summary>
    public int? SetupSeconds { get; init; }

    /// <summary>How long after it they are still taken. 0 to 86,400. Default 0.</summary>
    public int? CleanUpSeconds { get; init; }
}
