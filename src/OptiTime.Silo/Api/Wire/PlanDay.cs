namespace OptiTime.Silo.Api.Wire;

/// <summary>A local day of a resource.</summary>
public sealed record PlanDay
{
    /// <summary>The day: <c>2026-11-23</c>.</summary>
    public required string Date { get; init; }

    /// <summary>Its tours: one for each unit and working period that begins on this day.</summary>
    public required IReadOnlyList<PlanTour> Tours { get; init; }
}
