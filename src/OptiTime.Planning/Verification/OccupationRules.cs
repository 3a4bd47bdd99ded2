using OptiTime.Planning.Changes;

namespace OptiTime.Planning.Verification;

/// <summary>Every tour is there once, of a unit that exists, and no unit is in two places at one time.</summary>
internal static class OccupationRules
{
    internal static IEnumerable<Breach> Check(PlanFacts facts) => [.. Tours(facts), .. Overlaps(facts)];

    private static IEnumerable<Breach> Tours(PlanFacts facts)
    {
        foreach (TourPlanned tour in facts.Tours)
        {
            string who = PlanFacts.NameOf(tour);
            if (facts.ResourceOf(tour) is not { } resource)
            {
                yield return new Breach(PlanRules.Facts, $"A tour is planned for {who}, which is not on the board.");
                continue;
            }
            if (tour.Unit < 0 || tour.Unit >= resource.Capacity)
                yield return new Breach(PlanRules.Unit, $"A tour is planned for {who}, whose capacity is {resource.Capacity}.");
            if (facts.PeriodOf(tour) is null)
                yield return new Breach(PlanRules.Facts, $"A tour of {who} begins at {tour.PeriodStart}, when no working period of it does.");
        }
        foreach (var same in facts.Tours.GroupBy(tour => (tour.Resource, tour.Unit, tour.PeriodStart)).Where(same => same.Count() > 1))
            yield return new Breach(PlanRules.Facts, $"The tour of {PlanFacts.NameOf(same.First())} at {same.Key.PeriodStart} is planned {same.Count()} times.");
    }

    private static IEnumerable<Breach> Overlaps(PlanFacts facts)
    {
        foreach (var unit in facts.Visits.GroupBy(visit => (visit.Tour.Resource, visit.Tour.Unit)))
        {
            Visit[] visits = [.. unit.OrderBy(visit => visit.During.From)];
            for (int later = 1; later < visits.Length; later++)
            {
                // Not only the neighbour: a long stop may cover several after it.
                for (int earlier = 0; earlier < later; earlier++)
                {
                    if (visits[earlier].During.To > visits[later].During.From)
                        yield return new Breach(PlanRules.DoubleBooking, $"{visits[later].Name} overlaps: {visits[earlier].Name}.");
                }
            }
        }
    }
}
