using OptiTime.LoadTests.Calls;

namespace OptiTime.LoadTests.Runs;

/// <summary>How much is asked, and for how long.</summary>
/// <param name="Mix">What callers do.</param>
/// <param name="Rate">Calls that arrive a second.</param>
/// <param name="IsPoisson">Whether they come as people do; otherwise evenly spaced.</param>
/// <param name="WarmUp">How long before anything is counted.</param>
/// <param name="Measured">How long it is counted.</param>
/// <param name="Seed">Where all randomness comes from.</param>
internal sealed record LoadPlan(Mix Mix, double Rate, bool IsPoisson, TimeSpan WarmUp, TimeSpan Measured, int Seed);
