namespace OptiTime.Simulation.Checks;

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which, in a few words.</param>
/// <param name="Message">Who, what and when.</param>
internal sealed record Violation(string Promise, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Promise}: {Message}";
}

/// <summary>Thrown where a promise is seen to be broken: the episode ends there.</summary>
internal sealed class ViolationException(Violation violation) : Exception(violation.ToString())
{
    /// <summary>What was broken.</summary>
    internal Violation Violation => violation;
}
