namespace OptiTime.Demo.Loading;

/// <summary>How far a load has come.</summary>
/// <param name="Share">The share of the whole load that is done, 0 to 1.</param>
/// <param name="Gained">The share this run has done itself; the rest was there.</param>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Bookings">How many bookings this run has made so far.</param>
public readonly record struct LoadProgress(double Share, double Gained, string Stage, int Bookings);
