using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Demo.Companies;

/// <summary>What the companies of the scenarios sell; here what one resource does in one go, and in <see cref="Courses"/> what takes several.</summary>
internal static class Offering
{
    /// <summary>Two-hour windows of the working day.</summary>
    internal static PromiseRule TwoHours { get; } =
        new([Hours.Span(8, 10), Hours.Span(10, 12), Hours.Span(13, 15), Hours.Span(15, 17)], Seconds.FromMinutes(15), null);

    /// <summary>Two-hour windows of the working day, and one for those who come home from work.</summary>
    internal static PromiseRule TwoHoursAndEvening { get; } = TwoHours with { Windows = TwoHours.Windows.Add(Hours.Span(17, 19)) };

    /// <summary>The morning or the afternoon.</summary>
    internal static PromiseRule HalfDays { get; } = new([Hours.Span(8, 12), Hours.Span(13, 17)], Seconds.FromMinutes(15), null);

    /// <summary>A visit at the customer's, promised as a window.</summary>
    /// <param name="id">The service's id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="priority">How urgent it is.</param>
    /// <param name="minutes">How long it takes.</param>
    /// <param name="skill">What who comes must know.</param>
    /// <param name="euros">What it is sold for.</param>
    /// <param name="windows">What is promised; null for <see cref="TwoHours"/>.</param>
    /// <param name="who">The kind of resource that comes.</param>
    internal static Service Visit(
        string id, string name, PriorityClass priority, int minutes, Skill skill, int euros, PromiseRule? windows = null, string who = "technician") =>
        new(id, name, priority, [Step("visit", minutes, minutes / 6, new Role(who, who, [skill], 1, RolePlace.Customer))],
            windows ?? TwoHours, Seconds.FromHours(priority == PriorityClass.Urgent ? 1 : 12), [], Euros(euros));

    /// <summary>A room for an hour, at an exact time.</summary>
    internal static Service MeetingRoom(int seats, int euros) =>
        new(string.Create(CultureInfo.InvariantCulture, $"meeting-room-{seats}"), $"Meeting room for {seats}, one hour", PriorityClass.Standard,
            [Step("meeting", 60, 0, new Role("room", "room", [new Skill("seats", seats)], 1, RolePlace.Site))],
            Exact(15), Seconds.Zero, [], Euros(euros));

    /// <summary>An office for a working day of nine hours.</summary>
    internal static Service OfficeDay(int euros) =>
        new("office-day", "Closed office, a day", PriorityClass.Standard,
            [Step("day", 9 * 60, 0, new Role("office", "office", [], 1, RolePlace.Site))], Exact(60), Seconds.Zero, [], Euros(euros));

    /// <summary>A desk for four hours.</summary>
    internal static Service DeskHalfDay(int euros) =>
        new("desk-half-day", "Desk in the open space, half a day", PriorityClass.Standard,
            [Step("half-day", 4 * 60, 0, new Role("desk", "desk", [], 1, RolePlace.Site))], Exact(30), Seconds.Zero, [], Euros(euros));

    /// <summary>Half an hour at an office, at an exact time.</summary>
    internal static Service OfficeAppointment(int euros) =>
        new("office-appointment", "Appointment at the office, half an hour", PriorityClass.Standard,
            [Step("appointment", 30, 0, new Role("counter", "counter", [], 1, RolePlace.Site))], Exact(30), Seconds.Zero, [], Euros(euros));

    /// <summary>A call by an agent, at an exact time.</summary>
    internal static Service AdviceCall(int euros) =>
        new("advice-call", "Advice by phone, half an hour", PriorityClass.Standard,
            [Step("call", 30, 0, new Role("agent", "agent", [new Skill("advice", 1)], 1, RolePlace.Remote))], Exact(30), Seconds.Zero, [], Euros(euros));

    /// <summary>The exact time, on a grid of so many minutes.</summary>
    internal static PromiseRule Exact(int minutes) => new(ImmutableArray<Planning.Calendars.LocalSpan>.Empty, Seconds.FromMinutes(minutes), null);

    /// <summary>So many euros.</summary>
    internal static Money Euros(int euros) => new(euros * 100L);

    private static ServiceStep Step(string name, int minutes, int spread, Role role) =>
        new(name, Seconds.FromMinutes(minutes), Seconds.FromMinutes(spread), [role], Seconds.Zero, null);
}
