namespace OptiTime.Silo.Api.Wire;

/// <summary>When a resource works or a site is open, in local time.</summary>
public sealed record WorkingTimeDocument
{
    /// <summary>The IANA zone whose local time is meant. Default: the territory's.</summary>
    public string? Zone { get; init; }

    /// <summary>The shifts of every week; empty means never. At most 400.</summary>
    public required IReadOnlyList<ShiftDocument> Week { get; init; }

    /// <summary>Days with other hours, which replace the week's. At most 400.</summary>
    public IReadOnlyList<SpecialDayDocument>? SpecialDays { get; init; }

    /// <summary>Times cut out of the hours above. At most 400.</summary>
    public IReadOnlyList<AbsenceDocument>? Absences { get; init; }
}
