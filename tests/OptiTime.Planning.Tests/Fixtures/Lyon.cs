using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>A small territory around Lyon: places, hours and people that tests share.</summary>
internal static class Lyon
{
    internal static readonly Location Bellecour = new(45.7578, 4.8320), PartDieu = new(45.7606, 4.8593), Villeurbanne = new(45.7667, 4.8800),
        Venissieux = new(45.6970, 4.8870), Caluire = new(45.7950, 4.8420), Bron = new(45.7390, 4.9130), Ecully = new(45.7740, 4.7780);

    internal static readonly DayClock Clock = DayClock.For("Europe/Paris")!;

    /// <summary>Monday 2026-11-23, a week without changes of the clock.</summary>
    internal static readonly int Monday = DayClock.DayOf(new LocalDate(2026, 11, 23));

    internal static readonly ImmutableArray<IsoDayOfWeek> Weekdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    internal static TerritorySettings Settings { get; } = new(
        "lyon", "Lyon", "Europe/Paris", "EUR", Bellecour, new Metres(60_000), 6, [TravelProfile.Car], new Money(500));

    internal static WorkingTime OfficeHours { get; } = Hours("08:00-17:00", "12:00-13:00");

    internal static Site Opera { get; } = new("OPERA", "Opéra", new Location(45.7675, 4.8365), Hours("07:30-20:00"));

    internal static Site Gerland { get; } = new("GERLAND", "Gerland", new Location(45.7280, 4.8310), Hours("08:00-18:00", "12:30-13:30"));

    internal static CostRates Rates { get; } = new(new Money(4_200), new Money(45));

    /// <summary>A moment of a local time such as <c>2026-11-23T08:30</c>.</summary>
    internal static Moment At(string local) => Clock.Beginning(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value);

    /// <summary>A moment of the Monday at a local time such as <c>08:30</c>.</summary>
    internal static Moment OnMonday(string time) => At("2026-11-23T" + time);

    /// <summary>A stretch of the Monday such as <c>08:30-09:30</c>.</summary>
    internal static Interval MondaySpan(string span) => new(OnMonday(span[..5]), OnMonday(span[6..]));

    /// <summary>Hours of every weekday, such as <c>08:00-17:00</c>, with breaks.</summary>
    internal static WorkingTime Hours(string span, params string[] breaks) => new(null, [new Shift(Weekdays, Span(span), [.. breaks.Select(Span)])], [], []);

    internal static LocalSpan Span(string span) => new(Local(span[..5]), Local(span[6..]));

    internal static Resource Technician(string id, WorkingTime? working = null, params Skill[] skills) => new(
        id, $"Technician {id}", "technician", Mobility.Mobile, null, HomeOf(id), null, 1, [.. skills.DefaultIfEmpty(new Skill("gas-boiler", 2))],
        working ?? OfficeHours, Rates);

    internal static Resource Room(string id, string site = "OPERA", int capacity = 1, int seats = 10) => new(
        id, $"Room {id}", "room", Mobility.Fixed, site, null, null, capacity, [new Skill("seats", seats)], null, new CostRates(new Money(1_000), Money.Zero));

    internal static Resource Agent(string id) => new(
        id, $"Agent {id}", "agent", Mobility.Remote, null, null, null, 1, [new Skill("french", 3)], OfficeHours, new CostRates(new Money(3_000), Money.Zero));

    internal static string HomeOf(string technician) => "home-" + technician;

    /// <summary>The periods of a rule on the Monday and the days after.</summary>
    internal static ImmutableArray<WorkingPeriod> Periods(WorkingTime rule, int days = 7) =>
        WorkingTimeResolution.Resolve(rule, Clock, Monday, Monday + days);

    private static LocalTime Local(string time) =>
        new(int.Parse(time[..2], CultureInfo.InvariantCulture), int.Parse(time[3..], CultureInfo.InvariantCulture));
}
