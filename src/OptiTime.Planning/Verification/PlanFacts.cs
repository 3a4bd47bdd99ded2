using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Verification;

/// <summary>A stop with everything a plan says about it; what the plan does not say is null.</summary>
/// <param name="Tour">The tour.</param>
/// <param name="Index">Its place there.</param>
/// <param name="Commitment">The commitment it names.</param>
/// <param name="Step">The step of it.</param>
/// <param name="Assignment">The assignment of that step to the tour's resource and unit.</param>
internal sealed record Visit(TourPlanned Tour, int Index, Commitment? Commitment, CommittedStep? Step, Assignment? Assignment)
{
    internal Interval During => Tour.Stops[Index].During;

    /// <summary>When the step itself is planned: what the stop says of it, or the time for which the resource is taken.</summary>
    internal Interval StepTime => Tour.Stops[Index].Service ?? During;

    /// <summary>Who and what, as every message names them.</summary>
    internal string Name => $"Commitment '{Tour.Stops[Index].Commitment}' step {Tour.Stops[Index].Step} on {PlanFacts.NameOf(Tour)} at {During}";
}

/// <summary>The facts of a snapshot by their ids, as they were written. Where an id is written twice the last one counts, as in a replay.</summary>
internal sealed class PlanFacts
{
    private readonly Dictionary<TourPlanned, Visit[]> _byTour = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, Visit> _byCommitment;
    private readonly Dictionary<string, long> _versions = [];

    internal PlanFacts(TerritoryDefined territory, Snapshot snapshot)
    {
        Territory = territory;
        At = snapshot.At;
        Places = snapshot.Places.DistinctBy(place => place.Id).ToDictionary(place => place.Id, place => place.Location);
        foreach ((long version, Change change) in snapshot.Changes)
        {
            if (change is TerritoryDefined) TerritoryVersion = version;
            if (change is SiteDefined site) Sites[site.Site.Id] = site;
            if (change is ResourceDefined resource) (Resources[resource.Resource.Id], _versions["resource:" + resource.Resource.Id]) = (resource, version);
            if (change is CommitmentRecorded { Commitment: var commitment }) (Commitments[commitment.Id], _versions[commitment.Id]) = (commitment, version);
            if (change is ProposalOpened { Proposal: var proposal }) Proposals[proposal.Id] = proposal;
            if (change is TourPlanned tour) Tours.Add(tour);
        }
        foreach (SiteDefined site in Sites.Values) Places[SiteEntry.PlaceId(site.Site.Id)] = site.Site.Location;
        foreach (TourPlanned tour in Tours) _byTour[tour] = [.. Enumerable.Range(0, tour.Stops.Length).Select(index => VisitOf(tour, index))];
        Visits = [.. Tours.SelectMany(VisitsOf)];
        _byCommitment = Visits.ToLookup(visit => visit.Tour.Stops[visit.Index].Commitment);
    }

    internal TerritoryDefined Territory { get; }

    /// <summary>When the board was as it is: what has ended by then is history, to which later changes of master data do not apply.</summary>
    internal Moment At { get; }

    internal long TerritoryVersion { get; }

    internal Dictionary<string, SiteDefined> Sites { get; } = [];

    internal Dictionary<string, ResourceDefined> Resources { get; } = [];

    internal Dictionary<string, Commitment> Commitments { get; } = [];

    internal Dictionary<string, Proposal> Proposals { get; } = [];

    internal List<TourPlanned> Tours { get; } = [];

    internal Dictionary<string, Location?> Places { get; }

    internal IReadOnlyList<Visit> Visits { get; }

    internal static string NameOf(TourPlanned tour) => $"resource '{tour.Resource}' unit {tour.Unit}";

    internal IReadOnlyList<Visit> VisitsOf(TourPlanned tour) => _byTour[tour];

    internal IEnumerable<Visit> VisitsOf(Commitment commitment) => _byCommitment[commitment.Id];

    internal Resource? ResourceOf(TourPlanned tour) => Resources.TryGetValue(tour.Resource, out var defined) ? defined.Resource : null;

    internal WorkingPeriod? PeriodOf(TourPlanned tour) =>
        Resources.TryGetValue(tour.Resource, out var defined) ? defined.Periods.FirstOrDefault(period => period.Span.From == tour.PeriodStart) : null;

    /// <summary>The local time of the territory's clocks at a moment.</summary>
    internal LocalDateTime LocalTimeOf(Moment moment) =>
        Instant.FromUnixTimeSeconds(moment.ToUnixSeconds()).InZone(DateTimeZoneProviders.Tzdb[Territory.Settings.Zone]).LocalDateTime;

    /// <summary>The first moment of a local day of the territory.</summary>
    internal Moment StartOf(int day) =>
        Moment.FromUnixSeconds(DateTimeZoneProviders.Tzdb[Territory.Settings.Zone].AtStartOfDay(new LocalDate(2000, 1, 1).PlusDays(day)).ToInstant().ToUnixTimeSeconds());

    /// <summary>Whether the profile and home a resource has now were there before a commitment was last recorded, so that its ways were reckoned by them.</summary>
    internal bool IsYoungerThanProfile(string commitment, string resource) =>
        _versions.GetValueOrDefault(commitment) > Math.Max(TerritoryVersion, _versions.GetValueOrDefault("resource:" + resource));

    private Visit VisitOf(TourPlanned tour, int index)
    {
        PlannedStop stop = tour.Stops[index];
        Commitment? commitment = Commitments.GetValueOrDefault(stop.Commitment);
        CommittedStep? step = commitment is null || stop.Step < 0 || stop.Step >= commitment.Steps.Length ? null : commitment.Steps[stop.Step];
        Assignment? assignment = step?.Assignments.FirstOrDefault(who => who.Resource == tour.Resource && who.Unit == tour.Unit);
        return new Visit(tour, index, commitment, step, assignment);
    }
}
