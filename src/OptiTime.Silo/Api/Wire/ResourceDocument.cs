namespace OptiTime.Silo.Api.Wire;

/// <summary>What can be booked: a technician, an agent, a vehicle, a room, a desk.</summary>
public sealed record ResourceDocument
{
    /// <summary>1 to 64 characters, unique in the company. May be left out where the path names it.</summary>
    public string? Id { get; init; }

    /// <summary>The territory it belongs to. May be left out where the path names it, or when the resource is there already.</summary>
    public string? Territory { get; init; }

    /// <summary>What people call it: a label, kept in the plan log for ever. 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: <c>technician</c>, <c>room</c>. 1 to 64 characters.</summary>
    public required string Kind { get; init; }

    /// <summary>How it comes to its work.</summary>
    public required MobilityKind Mobility { get; init; }

    /// <summary>The site where it stands; only and always when fixed.</summary>
    public string? Site { get; init; }

    /// <summary>Where its tours begin and end; only and always when mobile, null when read back once erased.</summary>
    public GeoPoint? Home { get; init; }

    /// <summary>The travel profile. Default: the territory's first.</summary>
    public string? Profile { get; init; }

    /// <summary>How many identical units it has. 1 to 1,000; 1 when mobile. Default 1.</summary>
    public int? Capacity { get; init; }

    /// <summary>What it can do. At most 100.</summary>
    public IReadOnlyList<SkillLevel>? Skills { get; init; }

    /// <summary>When it works. Default: the hours of its site when fixed, always when remote; needed when mobile.</summary>
    public WorkingTimeDocument? Working { get; init; }

    /// <summary>What it costs. Default: nothing.</summary>
    public RatesDocument? Rates { get; init; }

    /// <summary>What it cannot work without: an expert who needs an instrument. What is required may require in turn, 4 deep at the most. At most 10. Default: nothing.</summary>
    public IReadOnlyList<RequirementDocument>? Requires { get; init; }

    /// <summary>How much longer it may work. Not of a fixed one. Default: not at all.</summary>
    public OvertimeDocument? Overtime { get; init; }

    /// <summary>
    /// The territories to which it may be lent, for services in which several take part. Each must have the same zone and currency. Not for what
    /// is fixed. At most 20. Default: none.
    /// </summary>
    public IReadOnlyList<string>? LentTo { get; init; }
}
