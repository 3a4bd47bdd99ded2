namespace OptiTime.Planning.Verification;

/// <summary>A promise that a plan does not keep.</summary>
/// <param name="Rule">The rule that is broken: one of <see cref="PlanRules"/>.</param>
/// <param name="Message">Who and what breaks it, with the values.</param>
public sealed record Breach(string Rule, string Message)
{
    /// <summary>The rule, then the message.</summary>
    public override string ToString() => $"{Rule}: {Message}";
}
