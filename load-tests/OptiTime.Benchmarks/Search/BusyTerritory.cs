using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;
using OptiTime.Planning.Verification;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Benchmarks.Search;

/// <summary>
/// A territory around Lyon at some 70 % load: each technician makes a tour of eight stops on each of fourteen days, or of as many stops and
/// days as are asked for, every stop promised in a window of two hours. Seeded.
/// </summary>
internal static class BusyTerritory
{
    internal const int Days = 14, Stops = 8;

    internal static readonly Role Technician = new("technician", "technician", [new Skill("gas-boiler", 2)], 1, RolePlace.Customer);

    internal static readonly ImmutableArray<LocalSpan> Windows =
        [.. Enumerable.Range(4, 5).Select(pair => new LocalSpan(new LocalTime(pair * 2, 0), new LocalTime((pair * 2) + 2, 0)))];

    internal static readonly Service Asked = new(
        "boiler", "Boiler maintenance", PriorityClass.Standard,
        [new ServiceStep("1", Seconds.FromMinutes(40), Seconds.FromMinutes(8), [Technician], Seconds.Zero, null)],
        new PromiseRule(Windows, Seconds.FromMinutes(15), null), Seconds.Zero, [], new Money(12_000));

    private static readonly DayClock Clock = DayClock.For("Europe/Paris")!;

    private static readonly TerritorySettings Settings = new(
        "lyon", "Lyon", "Europe/Paris", "EUR", new Location(45.76, 4.84), new Metres(60_000), Days, [TravelProfile.Car], Money.Zero);

    // The minutes of a day from the first stop's start to the time by which the last has ended.
    private const int MinutesOfStops = 520;

    // No two stops of a tour are further from each other, in minutes.
    private const int LongestWay = 25;

    internal static Location Centre => Settings.Centre;

    /// <summary>The first day with tours; the board begins a day earlier, on which the searches are made.</summary>
    internal static int FirstDay { get; } = DayClock.DayOf(new LocalDate(2026, 11, 23));

    internal static Moment Now { get; } = Clock.StartOf(FirstDay) - Seconds.FromHours(6);

    internal static SearchQuery QueryAt(Location point, int days = Days) => new(
        Asked, point, new Interval(Clock.StartOf(FirstDay), Clock.StartOf(FirstDay + days)), [], [], [], [], [], null, ImpactAllowed.None, 10, long.MaxValue);

    /// <summary>What a request for <see cref="Asked"/> pays for capacity where as much urgent work is expected as is free, on some weekdays more.</summary>
    internal static OpportunityCost KeptForUrgentWork(Board board)
    {
        int hours = board.Resources.Count() * 3;
        DemandCount[] counts = [.. Enumerable.Range(2, 28).Select(back => new DemandCount(
            new DemandKey(Settings.Id, FirstDay - back, 0, SkillKey.Of(Asked)!, PriorityClass.Urgent, null, DemandOutcome.Booked), 1_000, (hours + (back % 7)) * 3_600, hours * 10_000))];
        BookingCurve curve = BookingCurve.Of(counts, FirstDay - 1, OpportunitySettings.Default)!;
        return new OpportunityCost(BidPricing.Of(board, curve, Now), OpportunitySettings.Default, Asked.Class, null);
    }

    internal static Location PointNear(Random random, Location centre, double degrees) =>
        new(centre.Latitude + ((random.NextDouble() - 0.5) * 2 * degrees), centre.Longitude + ((random.NextDouble() - 0.5) * 2 * degrees));

    internal static Board Build(int technicians, int days = Days, int stops = Stops)
    {
        var board = Board.Begin(Describe(technicians, days, stops));
        if (BoardChecker.Check(BoardSnapshot.Of(board)) is [var breach, ..]) throw new InvalidOperationException($"The territory breaks a promise: {breach}");
        if (board.Positions != technicians * days * (stops + 1)) throw new InvalidOperationException($"The territory has {board.Positions} positions.");
        return board;
    }

    /// <summary>The first entry of the territory's log, with everything in it.</summary>
    internal static LogEntry Describe(int technicians, int days, int stops)
    {
        var random = new Random(technicians);
        var changes = new List<Change> { new TerritoryDefined(Settings with { HorizonDays = days }, FirstDay - 1, FirstDay + days) };
        var places = new List<Place>();
        for (int number = 0; number < technicians; number++) AddTechnician($"T{number:0000}", (days, stops), random, changes, places);
        return new LogEntry(Settings.Id, 1, Now, Guid.Empty, [.. changes], [.. places]);
    }

    private static void AddTechnician(string id, (int Days, int Stops) size, Random random, List<Change> changes, List<Place> places)
    {
        var working = WorkingTime.Always with { Week = [WorkingTime.Always.Week[0] with { Hours = new LocalSpan(new LocalTime(8, 0), new LocalTime(18, 0)) }] };
        var home = new Place("home-" + id, PointNear(random, Settings.Centre, 0.15));
        places.Add(home);
        var resource = new Resource(
            id, id, "technician", Mobility.Mobile, null, home.Id, null, 1, [new Skill("gas-boiler", 2)], working, new CostRates(new Money(4_200), new Money(45)));
        ImmutableArray<WorkingPeriod> periods = WorkingTimeResolution.Resolve(working, Clock, FirstDay, FirstDay + size.Days);
        changes.Add(new ResourceDefined(resource, periods));
        foreach (WorkingPeriod period in periods) AddTour(resource, home, period, size.Stops, random, changes, places);
    }

    private static void AddTour(
        Resource resource, Place home, WorkingPeriod period, int count, Random random, List<Change> changes, List<Place> places)
    {
        if (count == 0) return;
        var stops = ImmutableArray.CreateBuilder<PlannedStop>(count);
        var apart = Seconds.FromMinutes(MinutesOfStops / count);
        Seconds duration = Seconds.FromMinutes(Math.Min(Asked.Steps[0].Duration.Value / 60, (MinutesOfStops / count) - LongestWay));
        (Location from, Moment leave) = (home.Location!.Value, period.Span.From);
        for (int index = 0; index < count; index++)
        {
            string id = $"{resource.Id}D{period.Day}S{index}";
            var place = new Place("at-" + id, PointNear(random, home.Location.Value, 0.03));
            Moment start = period.Span.From + Seconds.FromMinutes(25) + new Seconds(index * apart.Value);
            var during = new Interval(start, start + duration);
            Interval promise = Windows.Select(window => Clock.Resolve(period.Day, window)).First(window => window.Contains(start));
            places.Add(place);
            changes.Add(new CommitmentRecorded(Booking(id, resource.Id, promise, duration, place.Id)));
            stops.Add(new PlannedStop(id, 0, during, Way(from, place.Location!.Value, leave)));
            (from, leave) = (place.Location.Value, during.To);
        }
        changes.Add(new TourPlanned(resource.Id, 0, period.Span.From, stops.MoveToImmutable(), Way(from, home.Location.Value, leave)));
    }

    private static Leg Way(Location from, Location to, Moment leave) =>
        Pace.Of(TravelProfile.Car.KilometresPerHour[Clock.HourOf(leave)]).Over((int)(from.MetresTo(to) * TravelProfile.Car.DetourFactor));

    private static Commitment Booking(string id, string resource, Interval promise, Seconds duration, string place) => new(
        id, CommitmentState.Confirmed, "offer-" + id, new SoldService(Asked.Id, Asked.Name, Asked.Class, Asked.Price, 1), null, null, null,
        [new CommittedStep(
            "1", promise, promise.From, promise.To - new Seconds(1), duration, Asked.Steps[0].Spread, null, place,
            [new Assignment(Technician, resource, 0)])],
        default, [], null);
}
