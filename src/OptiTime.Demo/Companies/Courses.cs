using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Demo.Companies;

/// <summary>What a training company sells: people, rooms and equipment at one place and time, for some hours or for several working days.</summary>
internal static class Courses
{
    private static readonly Seconds MakingReady = Seconds.FromMinutes(30), TidyingUp = Seconds.FromMinutes(15);

    /// <summary>Who gives the course.</summary>
    /// <param name="subject">What they must know.</param>
    /// <param name="level">How well.</param>
    internal static Role Trainer(string subject, int level = 1) => new("trainer", "trainer", [new Skill(subject, level)], 1, RolePlace.Site);

    /// <summary>Where it takes place: made ready before, and tidied up after.</summary>
    internal static Role Room(int seats) =>
        new("room", "room", [new Skill("seats", seats)], 1, RolePlace.Site, Setup: MakingReady, CleanUp: TidyingUp);

    /// <summary>What it takes besides.</summary>
    internal static Role Equipment(string what) => new("equipment", "equipment", [new Skill(what, 1)], 1, RolePlace.Site);

    /// <summary>A course of some hours, promised for an exact time.</summary>
    internal static Service OfHours(string id, string name, int hours, int euros, params ImmutableArray<Role> roles) =>
        Course(id, name, [Day(1, hours, roles, null)], euros);

    /// <summary>A course of seven hours on each of several working days in a row, with the same people, room and equipment at the same time of day.</summary>
    internal static Service OfDays(string id, string name, int days, int euros, params ImmutableArray<Role> roles)
    {
        var same = new StepFollows([.. roles.Select(role => role.Name)], NextWorkingDay: true);
        return Course(id, name, [.. Enumerable.Range(1, days).Select(day => Day(day, 7, roles, day == 1 ? null : same))], euros);
    }

    private static Service Course(string id, string name, ImmutableArray<ServiceStep> days, int euros) =>
        new(id, name, PriorityClass.Standard, days, Offering.Exact(30), Seconds.FromHours(12), [], Offering.Euros(euros));

    private static ServiceStep Day(int day, int hours, ImmutableArray<Role> roles, StepFollows? follows) =>
        new(string.Create(CultureInfo.InvariantCulture, $"day-{day}"), Seconds.FromHours(hours), Seconds.Zero, roles, Seconds.Zero, null, follows);
}
