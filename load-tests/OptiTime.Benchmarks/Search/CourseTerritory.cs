using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Benchmarks.Search;

/// <summary>
/// The busy territory with sites at which experts meet customers: as many rooms and as many pieces of equipment as there are experts, spread over the
/// sites, each booked for four of ten hours on every day; the experts have visits of their own. Seeded.
/// </summary>
internal static class CourseTerritory
{
    private const int VisitsADay = 4, MeetingsADay = 4;

    private static readonly Role Expert = BusyTerritory.Technician with { Name = "expert", Where = RolePlace.Site };

    private static readonly Role Room = new("room", "room", [new Skill("seats", 4)], 1, RolePlace.Site);

    private static readonly Role Equipment = new("equipment", "equipment", [], 1, RolePlace.Site);

    private static readonly DayClock Clock = DayClock.For("Europe/Paris")!;

    /// <summary>An hour with an expert, a piece of equipment and a room.</summary>
    /// <param name="isExact">Whether the exact time is told, on quarters of an hour; else a window of two hours.</param>
    internal static Service Meeting(bool isExact) => Sold("meeting", isExact, new ServiceStep("1", Seconds.FromHours(1), Seconds.Zero, [Expert, Equipment, Room], Seconds.Zero, null));

    /// <summary>Three half days with the same expert and the same room, on consecutive working days.</summary>
    internal static Service Course { get; } = Sold("course", isExact: true, [.. Enumerable.Range(1, 3).Select(day => new ServiceStep(
        $"{day}", Seconds.FromHours(1), Seconds.Zero, [Expert, Equipment, Room], Seconds.Zero, null,
        day == 1 ? null : new StepFollows([Expert.Name, Room.Name], NextWorkingDay: true)))]);

    /// <summary>A question for all days.</summary>
    internal static SearchQuery Ask(Service service) => new(
        service, null, new Interval(Clock.StartOf(BusyTerritory.FirstDay), Clock.StartOf(BusyTerritory.FirstDay + BusyTerritory.Days)), [], [], [], [], [], null,
        ImpactAllowed.None, 10, long.MaxValue);

    /// <summary>Builds the territory.</summary>
    /// <param name="resources">How many experts, rooms and pieces of equipment there are: of each so many.</param>
    /// <param name="sites">How many sites.</param>
    internal static Board Build(int resources, int sites)
    {
        LogEntry experts = BusyTerritory.Describe(resources, BusyTerritory.Days, VisitsADay);
        var random = new Random(resources);
        var changes = new List<Change>(experts.Changes);
        var open = WorkingTime.Always with { Week = [WorkingTime.Always.Week[0] with { Hours = new LocalSpan(new LocalTime(8, 0), new LocalTime(18, 0)) }] };
        ImmutableArray<WorkingPeriod> periods = WorkingTimeResolution.Resolve(open, Clock, BusyTerritory.FirstDay, BusyTerritory.FirstDay + BusyTerritory.Days);
        for (int site = 0; site < sites; site++)
            changes.Add(new SiteDefined(new Site($"S{site}", $"Site {site}", BusyTerritory.PointNear(random, new(45.76, 4.84), 0.1), open), periods));
        for (int number = 0; number < resources; number++)
        {
            AddUsed(new Resource($"M{number:000}", $"Room {number}", "room", Mobility.Fixed, $"S{number % sites}", null, null, 1, [new Skill("seats", 8)], null, new CostRates(new Money(2_000), default)), Room, periods, random, changes);
            AddUsed(new Resource($"E{number:000}", $"Equipment {number}", "equipment", Mobility.Fixed, $"S{number % sites}", null, null, 1, [], null, new CostRates(new Money(900 + number), default)), Equipment, periods, random, changes);
        }
        var board = Board.Begin(experts with { Changes = [.. changes] });
        if (BoardChecker.Check(BoardSnapshot.Of(board)) is [var breach, ..]) throw new InvalidOperationException($"The territory breaks a promise: {breach}");
        return board;
    }

    private static Service Sold(string id, bool isExact, params ImmutableArray<ServiceStep> steps) => BusyTerritory.Asked with
    {
        Id = id,
        Steps = steps,
        Promise = isExact ? new PromiseRule([], Seconds.FromMinutes(15), null) : BusyTerritory.Asked.Promise,
    };

    private static void AddUsed(Resource resource, Role role, ImmutableArray<WorkingPeriod> periods, Random random, List<Change> changes)
    {
        changes.Add(new ResourceDefined(resource, periods));
        foreach (WorkingPeriod period in periods)
        {
            var stops = ImmutableArray.CreateBuilder<PlannedStop>(MeetingsADay);
            for (int index = 0; index < MeetingsADay; index++)
            {
                string id = $"{resource.Id}D{period.Day}S{index}";
                Moment start = period.Span.From + Seconds.FromMinutes((index * 150) + (random.Next(0, 6) * 15));
                var during = new Interval(start, start + Seconds.FromHours(1));
                changes.Add(new CommitmentRecorded(new Commitment(
                    id, CommitmentState.Confirmed, "offer-" + id, new SoldService("use", "Use", PriorityClass.Standard, default, 1), null, null, null,
                    [new CommittedStep("1", during, start, start, during.Length, Seconds.Zero, resource.Site, SiteEntry.PlaceId(resource.Site!), [new Assignment(role, resource.Id, 0)])],
                    default, [], null)));
                stops.Add(new PlannedStop(id, 0, during, default));
            }
            changes.Add(new TourPlanned(resource.Id, 0, period.Span.From, stops.MoveToImmutable(), default));
        }
    }
}
