namespace OptiTime.Silo.Api.Wire;

/// <summary>A local day on which other hours hold.</summary>
public sealed record SpecialDayDocument
{
    /// <summary>The day: <c>2026-12-24</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The hours of that day; empty: the day is off. At most 20.</summary>
    public required IReadOnlyList<SpecialHours> Hours { get; init; }
}
