namespace OptiTime.Silo.Api.Wire;

/// <summary>Working hours that return every week.</summary>
public sealed record ShiftDocument
{
    /// <summary>The days of the week on which the shift begins; at least one.</summary>
    public required IReadOnlyList<WeekDay> Days { get; init; }

    /// <summary>The local time it begins: <c>08:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>The local time it ends; not after <c>from</c> means the next day, 00:00 to 00:00 the whole day.</summary>
    public required string To { get; init; }

    /// <summary>Fixed breaks inside the shift. At most 20.</summary>
    public IReadOnlyList<LocalHours>? Breaks { get; init; }
}
