using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Verification;

/// <summary>
/// Every recorded way is believable. A way is a fact of the time when it was planned: where the travel profile or the resource may have
/// changed since, only what no profile can change is asked, that a road is not shorter than the great circle nor driven faster than any.
/// </summary>
internal static class LegRules
{
    private const double FastestOfAll = 300, ShareOff = 0.01, MetresOff = 10, SecondsOff = 1, PaceOff = 0.001;

    internal static IEnumerable<Breach> Check(PlanFacts facts) =>
        facts.Tours.SelectMany(tour => facts.ResourceOf(tour) is { } resource ? Check(facts, tour, resource) : []);

    private static IEnumerable<Breach> Check(PlanFacts facts, TourPlanned tour, Resource resource)
    {
        string? from = resource.Home, before = null;
        for (int index = 0; index <= tour.Stops.Length && !tour.Stops.IsEmpty; index++)
        {
            bool home = index == tour.Stops.Length;
            string? after = home ? null : tour.Stops[index].Commitment;
            string? to = home ? resource.Home : facts.VisitsOf(tour)[index].Step?.Place;
            Leg leg = home ? tour.Return : tour.Stops[index].Leg;
            bool current = new[] { before, after }.OfType<string>().All(commitment => facts.IsYoungerThanProfile(commitment, resource.Id));
            string way = $"The way of {PlanFacts.NameOf(tour)} from '{from}' to '{to}' ({(home ? "home" : $"commitment '{after}'")})";
            // What has been driven was reckoned from where its resource lived and how it drove then.
            bool driven = (home ? tour.Stops[^1].During.To : tour.Stops[index].During.From) <= facts.At;
            foreach (string fault in driven ? [] : Faults(facts, resource, leg, from, to, current)) yield return new Breach(PlanRules.Leg, $"{way} {fault}");
            (from, before) = (to, after);
        }
    }

    private static IEnumerable<string> Faults(PlanFacts facts, Resource resource, Leg leg, string? from, string? to, bool current)
    {
        if (leg.Time.Value < 0 || leg.Distance.Value < 0)
        {
            yield return $"is negative: {leg.Distance.Value} m in {leg.Time}.";
            yield break;
        }
        if (resource.Mobility != Mobility.Mobile)
        {
            if (leg != default) yield return $"takes {leg.Distance.Value} m and {leg.Time}, though the resource does not travel.";
            yield break;
        }
        TravelProfile profile = facts.Territory.Settings.Profiles.FirstOrDefault(profile => profile.Name == resource.Profile) ?? facts.Territory.Settings.Profiles[0];
        double fastest = current ? profile.KilometresPerHour.Max() : FastestOfAll;
        double leastSeconds = leg.Distance.Value * 3.6 / fastest;
        if (leg.Time.Value < (leastSeconds * (1 - PaceOff)) - SecondsOff)
            yield return $"covers {leg.Distance.Value} m in {leg.Time}, faster than {fastest} km/h.";
        if (from is null || to is null || facts.Places.GetValueOrDefault(from) is not { } start || facts.Places.GetValueOrDefault(to) is not { } end) yield break;
        double straight = start.MetresTo(end), least = straight * (current ? profile.DetourFactor : 1);
        double most = current ? least : double.PositiveInfinity;
        if (leg.Distance.Value < (least * (1 - ShareOff)) - MetresOff || leg.Distance.Value > (most * (1 + ShareOff)) + MetresOff)
            yield return $"is recorded as {leg.Distance.Value} m; the great circle is {straight:0} m, the road {(current ? "" : "at least ")}{least:0} m.";
    }
}
