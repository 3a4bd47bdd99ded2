using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Demand that was counted in the weeks before the Monday.</summary>
internal static class Counts
{
    internal const string Boiler = "technician:gas-boiler/2";

    /// <summary>So many hours of urgent work booked on the day itself, on each of the last four weeks' days; the price is a hundred an hour.</summary>
    internal static IEnumerable<DemandCount> Urgent(double hours, string skills = Boiler, string? tier = null, int ahead = 0, int weeks = 4) =>
        Of(PriorityClass.Urgent, hours, skills, tier, ahead, weeks);

    internal static IEnumerable<DemandCount> Of(PriorityClass priority, double hours, string skills, string? tier, int ahead, int weeks, DemandOutcome outcome = DemandOutcome.Booked) =>
        Enumerable.Range(1, weeks * 7).Select(back => new DemandCount(
            new DemandKey("lyon", Lyon.Monday - back, ahead, skills, priority, tier, outcome), (long)(hours * 1_000), (long)(hours * 3_600), (long)(hours * 10_000)));

    /// <summary>The curve of some counts, on the day before the Monday.</summary>
    internal static BookingCurve? Curve(params IEnumerable<DemandCount>[] counts) =>
        BookingCurve.Of([.. counts.SelectMany(some => some)], Lyon.Monday - 1, OpportunitySettings.Default);

    /// <summary>The prices of a branch.</summary>
    internal static BidPrices Prices(Branch branch, params IEnumerable<DemandCount>[] counts) => BidPricing.Of(branch.Board, Curve(counts)!, branch.Now);

    /// <summary>What a request of no tier pays by some prices.</summary>
    internal static OpportunityCost Paid(BidPrices prices, PriorityClass priority, string? tier = null, double weight = 1) =>
        new(prices, OpportunitySettings.Default with { Weight = weight }, priority, tier);
}
