using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>
/// A small plan written by hand that keeps every promise. Technician T1 serves B1 from 08:30, drives over lunch, serves B2 from 13:30 and holds
/// H1 from 15:30; room M1 has B3 from 10:00; agent A1 has B4 from 09:00.
/// </summary>
internal static class QuietMonday
{
    internal static Snapshot Snapshot { get; } = new("lyon", 9, Lyon.At("2026-11-20T10:00"), [.. Recorded()],
    [
        new Place("at-B1", Lyon.PartDieu), new Place("at-B2", Lyon.Venissieux), new Place("at-H1", Lyon.Bron), new Place(Lyon.HomeOf("T1"), Lyon.Villeurbanne),
    ]);

    /// <summary>A way at a speed between the slowest and the fastest of a car.</summary>
    internal static Leg Way(Location from, Location to)
    {
        int metres = (int)Math.Round(from.MetresTo(to) * TravelProfile.Car.DetourFactor);
        return new Leg(new Seconds((int)Math.Round(metres * 3.6 / 37)), new Metres(metres));
    }

    private static IEnumerable<RecordedChange> Recorded()
    {
        Change[] changes =
        [
            new TerritoryDefined(Lyon.Settings, Lyon.Monday, Lyon.Monday + 7),
            new SiteDefined(Lyon.Opera, Lyon.Periods(Lyon.Opera.Opening)),
            new ResourceDefined(Lyon.Agent("A1"), Lyon.Periods(Lyon.OfficeHours)),
            new ResourceDefined(Lyon.Room("M1", capacity: 2), Lyon.Periods(Lyon.Opera.Opening)),
            new ResourceDefined(Lyon.Technician("T1"), Lyon.Periods(Lyon.OfficeHours)),
            new CommitmentRecorded(Sold.Booking("B1", Sold.Technician, "T1", Lyon.MondaySpan("08:00-10:00"), 60)),
            new CommitmentRecorded(Sold.Booking("B2", Sold.Technician, "T1", Lyon.MondaySpan("13:00-15:00"), 90)),
            new CommitmentRecorded(Sold.Booking("B3", Sold.Room, "M1", Lyon.MondaySpan("10:00-11:30"), 90, "OPERA")),
            new CommitmentRecorded(Sold.Booking("B4", Sold.Agent, "A1", Lyon.MondaySpan("09:00-09:30"), 30)),
            new CommitmentRecorded(Sold.Booking("H1", Sold.Technician, "T1", Lyon.MondaySpan("15:00-17:00"), 30).Held(Lyon.At("2026-11-20T10:05"))),
            Tour("A1", "08:00", default, ("B4", "09:00-09:30", default)),
            Tour("M1", "07:30", default, ("B3", "10:00-11:30", default)),
            Tour("T1", "08:00", Way(Lyon.Bron, Lyon.Villeurbanne), ("B1", "08:30-09:30", Way(Lyon.Villeurbanne, Lyon.PartDieu)),
                ("B2", "13:30-15:00", Way(Lyon.PartDieu, Lyon.Venissieux)), ("H1", "15:30-16:00", Way(Lyon.Venissieux, Lyon.Bron))),
            new OffersRemembered(Lyon.At("2026-11-20T10:00").Value / 1_800, [], []),
        ];
        return changes.Select((change, index) => new RecordedChange(change is TourPlanned or OffersRemembered ? 9 : index < 5 ? 1 : 2, change));
    }

    private static TourPlanned Tour(string resource, string from, Leg back, params (string Commitment, string During, Leg Leg)[] stops) => new(
        resource, 0, Lyon.OnMonday(from), [.. stops.Select(stop => new PlannedStop(stop.Commitment, 0, Lyon.MondaySpan(stop.During), stop.Leg))], back);

    /// <summary>The snapshot with some changes of a kind changed.</summary>
    internal static Snapshot With<T>(this Snapshot snapshot, Func<T, bool> which, Func<T, Change> how) where T : Change => snapshot with
    {
        Changes = [.. snapshot.Changes.Select(recorded => recorded.Change is T change && which(change) ? recorded with { Change = how(change) } : recorded)],
    };

    /// <summary>The snapshot with one change more.</summary>
    internal static Snapshot And(this Snapshot snapshot, Change change) => snapshot with { Changes = snapshot.Changes.Add(new RecordedChange(2, change)) };

    /// <summary>The snapshot without some changes of a kind.</summary>
    internal static Snapshot Without<T>(this Snapshot snapshot, Func<T, bool> which) where T : Change =>
        snapshot with { Changes = snapshot.Changes.RemoveAll(recorded => recorded.Change is T change && which(change)) };

    internal static Snapshot WithTour(this Snapshot snapshot, string resource, Func<TourPlanned, TourPlanned> how) =>
        snapshot.With<TourPlanned>(tour => tour.Resource == resource, how);

    internal static Snapshot WithStop(this Snapshot snapshot, string commitment, Func<PlannedStop, PlannedStop> how) => snapshot.With<TourPlanned>(
        _ => true, tour => tour with { Stops = [.. tour.Stops.Select(stop => stop.Commitment == commitment ? how(stop) : stop)] });

    internal static Snapshot At(this Snapshot snapshot, string commitment, string during) =>
        snapshot.WithStop(commitment, stop => stop with { During = Lyon.MondaySpan(during) });

    internal static Snapshot WithCommitment(this Snapshot snapshot, string id, Func<Commitment, Commitment> how) =>
        snapshot.With<CommitmentRecorded>(record => record.Commitment.Id == id, record => new CommitmentRecorded(how(record.Commitment)));

    internal static Snapshot WithStep(this Snapshot snapshot, string id, Func<CommittedStep, CommittedStep> how) =>
        snapshot.WithCommitment(id, commitment => commitment with { Steps = [how(commitment.Steps[0])] });

    internal static Snapshot WithRole(this Snapshot snapshot, string id, Func<Assignment, Assignment> how) =>
        snapshot.WithStep(id, step => step with { Assignments = [how(step.Assignments[0])] });

    internal static Snapshot WithResource(this Snapshot snapshot, string id, Func<Resource, Resource> how) =>
        snapshot.With<ResourceDefined>(defined => defined.Resource.Id == id, defined => defined with { Resource = how(defined.Resource) });
}
