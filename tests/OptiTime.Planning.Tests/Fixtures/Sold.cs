using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Services and what is sold of them.</summary>
internal static class Sold
{
    internal static readonly Role Technician = new("technician", "technician", [new Skill("gas-boiler", 2)], 1, RolePlace.Customer);
    internal static readonly Role Room = new("room", "room", [new Skill("seats", 8)], 1, RolePlace.Site);
    internal static readonly Role Agent = new("agent", "agent", [new Skill("french", 2)], 1, RolePlace.Remote);

    private static readonly PromiseRule Exact = new([], Seconds.FromMinutes(15), null);

    /// <summary>An hour at the customer's, promised in two-hour windows.</summary>
    internal static Service Boiler { get; } = Service("boiler", 60, Technician, new PromiseRule(
        [Lyon.Span("08:00-10:00"), Lyon.Span("10:00-12:00"), Lyon.Span("13:00-15:00"), Lyon.Span("15:00-17:00")], Seconds.FromMinutes(15), null));

    /// <summary>Ninety minutes in a room, at an exact time.</summary>
    internal static Service Meeting { get; } = Service("meeting", 90, Room, Exact);

    /// <summary>Fifty minutes at a site, to which a technician travels.</summary>
    internal static Service Training { get; } = Service("training", 50, Technician with { Where = RolePlace.Site }, new PromiseRule(
        [Lyon.Span("08:00-12:00"), Lyon.Span("12:00-16:00"), Lyon.Span("16:00-21:00")], Seconds.FromMinutes(15), Seconds.FromHours(1)));

    /// <summary>Forty minutes at the customer's in a window that spans midnight.</summary>
    internal static Service NightCall { get; } = Service("night-call", 40, Technician, new PromiseRule(
        [Lyon.Span("22:00-02:00"), Lyon.Span("02:00-04:00")], Seconds.FromMinutes(15), null));

    /// <summary>Half an hour by phone, at an exact time.</summary>
    internal static Service Advice { get; } = Service("advice", 30, Agent, Exact);

    internal static Service Service(string id, int minutes, Role role, PromiseRule promise) => new(
        id, id, PriorityClass.Standard, [new ServiceStep("1", Seconds.FromMinutes(minutes), Seconds.FromMinutes(5), [role], Seconds.Zero, null)],
        promise, Seconds.Zero, [], new Money(12_000));

    /// <summary>A booking of one step and one role.</summary>
    /// <param name="id">The commitment's id.</param>
    /// <param name="role">The role.</param>
    /// <param name="resource">Who plays it, unit 0.</param>
    /// <param name="promise">The promise; the start may lie anywhere in it.</param>
    /// <param name="minutes">How long it takes.</param>
    /// <param name="site">The site of a step at a site.</param>
    internal static Commitment Booking(string id, Role role, string resource, Interval promise, int minutes, string? site = null) => new(
        id, CommitmentState.Confirmed, "offer-" + id, new SoldService("s", "s", PriorityClass.Standard, new Money(12_000), 1), "customer", null, null,
        [new CommittedStep(
            "1", promise, promise.From, promise.To - new Seconds(1), Seconds.FromMinutes(minutes), Seconds.Zero, site, PlaceOf(id, role, site),
            [new Assignment(role, resource, 0)])],
        default, [new CostLine("labour", new Money(4_200))], null);

    /// <summary>The booking as a hold.</summary>
    internal static Commitment Held(this Commitment booking, Moment until) => booking with { State = CommitmentState.Held, HeldUntil = until };

    private static string? PlaceOf(string id, Role role, string? site) => role.Where switch
    {
        RolePlace.Customer => "at-" + id,
        RolePlace.Site => SiteEntry.PlaceId(site!),
        _ => null,
    };
}
