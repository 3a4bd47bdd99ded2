namespace OptiTime.Silo.Api.Wire;

/// <summary>How a step goes on from the step before it.</summary>
public sealed record StepFollowsDocument
{
    /// <summary>The roles, by name in both steps, that the same resources play again: the same room and trainer on each day of a course.</summary>
    public IReadOnlyList<string>? SameRoles { get; init; }

    /// <summary>
    /// Whether it takes place at the same local time on the next day on which those resources work (where none are named: on which the site is open).
    /// Default: false, only the lags say when.
    /// </summary>
    public bool? NextWorkingDay { get; init; }
}
