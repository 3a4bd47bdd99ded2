using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>A role of a step that is asked about.</summary>
/// <param name="Step">The step.</param>
/// <param name="Role">The role.</param>
internal sealed record AskedRole(ServiceStep Step, Role Role)
{
    /// <summary>For how long whoever plays it is taken: their part of the step, with setup and clean-up.</summary>
    internal Seconds Length => Taken.Length;

    /// <summary>How long after the start of the step they are taken; negative where they make things ready before.</summary>
    internal Seconds Offset => Taken.From - Origin;

    private static Moment Origin { get; } = default(Moment) + Seconds.FromHours(1_000);

    private Interval Taken => Role.Occupies(new Interval(Origin, Origin + Step.Duration));
}
