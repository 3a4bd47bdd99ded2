using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Storage.Tests.Support;

/// <summary>Small facts to build logs from. Every territory has technicians who work from 08:00 to 16:00 UTC.</summary>
public static class Samples
{
    /// <summary>The first day on the boards: 2026-11-22.</summary>
    public const int FirstDay = 9_822;

    public const int Days = 5;

    public static readonly Moment Morning = Hour(FirstDay, 6);

    public static Moment Hour(int day, int hour) => new((day * 86_400) + (hour * 3_600));

    public static TerritoryDefined Territory(string id) => new(
        new TerritorySettings(id, $"Territory {id}", "Etc/UTC", "EUR", new Location(45.76, 4.84), new Metres(50_000), Days, [TravelProfile.Car], default),
        FirstDay, FirstDay + Days);

    public static WorkingPeriod Period(int day) => new(day, new Interval(Hour(day, 8), Hour(day, 16)), []);

    public static ResourceDefined Technician(string id, IEnumerable<int>? days = null, int capacity = 1) => new(
        new Resource(id, $"Technician {id}", "technician", Mobility.Remote, null, null, null, capacity, [new Skill("boiler", 2)], null, default),
        [.. (days ?? Enumerable.Range(FirstDay, Days)).Select(Period)]);

    public static Commitment Hold(
        string id, string resource, int unit = 0, string? place = null, string? customer = null, string? reference = null) => new(
        id, CommitmentState.Held, $"offer-{id}", new SoldService("boiler-maintenance", "Boiler maintenance", PriorityClass.Standard, new Money(12_000), 1),
        customer, "gold", reference,
        [new CommittedStep(
            "visit", new Interval(Hour(FirstDay, 8), Hour(FirstDay + 90, 16)), Hour(FirstDay, 8), Hour(FirstDay + 90, 15), Seconds.FromHours(1), default,
            null, place, [new Assignment(new Role("technician", "technician", [], 1, RolePlace.Customer), resource, unit)])],
        default, [new CostLine("labour", new Money(4_000))], Morning + Seconds.FromMinutes(5));

    public static Commitment Booking(
        string id, string resource, int unit = 0, string? place = null, string? customer = null, string? reference = null) =>
        Confirmed(Hold(id, resource, unit, place, customer, reference));

    public static Commitment Confirmed(Commitment hold) => hold with { State = CommitmentState.Confirmed, HeldUntil = null };

    public static PlannedStop Stop(string commitment, int day, int hour, int hours = 1) =>
        new(commitment, 0, new Interval(Hour(day, hour), Hour(day, hour + hours)), new Leg(new Seconds(600), new Metres(7_000)));

    public static TourPlanned Tour(string resource, int day, params PlannedStop[] stops) => TourOf(resource, 0, day, stops);

    public static TourPlanned TourOf(string resource, int unit, int day, params PlannedStop[] stops) =>
        new(resource, unit, Hour(day, 8), [.. stops], default);

    public static LogPart Part(string log, long expected, params Change[] changes) => new(log, expected, [.. changes]);

    public static Append Append(params LogPart[] parts) => new(Guid.NewGuid(), [.. parts], [], [], []);

    public static Change[] Held(params string[] ids) => [.. ids.Select(id => new CommitmentRecorded(Hold(id, "r1")))];

    public static Append Under(this Append append, int command, Guard guard) =>
        append with { Guards = append.Guards.Add(new CommandGuard(command, guard)) };

    public static StoredAnswer Answer(string key, byte hash, int command = 0) => new(
        new IdempotencyKey("anonymous", key), [hash, 2, 3], command,
        new Answer(7, Morning, Hold("c1", "r1"), [new Interval(Morning, Morning + Seconds.FromHours(1))], 0.97, null, true));

    public static ImmutableArray<Place> Places(params (string Id, string? Customer)[] places) =>
        [.. places.Select((place, index) => new Place(place.Id, new Location(45 + (index / 8.0), 4.5), place.Customer))];
}
