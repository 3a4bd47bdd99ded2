namespace OptiTime.LoadTests.Disturbed;

/// <summary>What is played.</summary>
/// <param name="Territory">A territory of Vivendi Water.</param>
/// <param name="Day">Which day: 1 for the first Tuesday.</param>
/// <param name="Technicians">How many people the company has in all its territories.</param>
/// <param name="Taken">How full the day is booked: the share of working time, 0 to 1; travel counts as work.</param>
/// <param name="Absent">The share of technicians who are ill, 0 to 1: two in three of them from the morning, the others from some hour on.</param>
/// <param name="Overrun">The share of bookings that take 30 to 90 minutes longer, 0 to 1.</param>
/// <param name="Urgent">How many urgent jobs come in, as a share of the bookings, 0 to 1.</param>
/// <param name="Freeze">For so many minutes ahead nothing is moved, by whichever way: people are on their way.</param>
/// <param name="Rounds">How many rounds of ruin and recreate re-optimise a whole day.</param>
/// <param name="Stability">What the trouble of being moved counts for to the optimiser behind repairs: a share of the territory's rates.</param>
/// <param name="Seed">Where the randomness comes from.</param>
internal sealed record DisturbedPlan(
    string Territory, int Day, int Technicians, double Taken, double Absent, double Overrun, double Urgent,
    int Freeze, long Rounds, double Stability, int Seed);
