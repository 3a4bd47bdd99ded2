using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>What customers of a tier are sold a service by, where it differs from what everybody else is.</summary>
/// <param name="Tier">The tier. 1 to 64 characters.</param>
/// <param name="Within">It must begin within so long of the request; null for no deadline. 15 min to 90 days.</param>
/// <param name="Promise">What they are told; null for the service's own rule.</param>
/// <param name="Price">What they pay; null for the service's own price.</param>
public sealed record ServiceLevel(string Tier, Seconds? Within, PromiseRule? Promise, Money? Price);
