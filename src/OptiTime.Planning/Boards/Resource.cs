using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Boards;

/// <summary>How a resource comes to its work.</summary>
public enum Mobility
{
    /// <summary>It travels: each working period is a tour from home and back.</summary>
    Mobile,

    /// <summary>It stands at a site: a room, a machine.</summary>
    Fixed,

    /// <summary>It works from anywhere: an agent by phone.</summary>
    Remote,
}

/// <summary>What an hour and a kilometre of a resource cost the company.</summary>
/// <param name="PerHour">An hour of work, on the road included; for a room an hour of use. Not negative.</param>
/// <param name="PerKilometre">A kilometre on the road. Not negative.</param>
public readonly record struct CostRates(Money PerHour, Money PerKilometre);

/// <summary>What can be booked: a technician, an agent, a vehicle, a room, a desk.</summary>
/// <param name="Id">1 to 64 characters, unique in the company.</param>
/// <param name="Name">What people call it; goes into the log, so a label rather than a person's full name. 1 to 200 characters.</param>
/// <param name="Kind">What it is: <c>technician</c>, <c>room</c>. 1 to 64 characters.</param>
/// <param name="Mobility">How it comes to its work.</param>
/// <param name="Site">The site where it stands; only and always with <see cref="Mobility.Fixed"/>.</param>
/// <param name="Home">The id of the place where its tours begin and end; only and always with <see cref="Mobility.Mobile"/>.</param>
/// <param name="Profile">The travel profile; null for the territory's first.</param>
/// <param name="Capacity">How many identical units it has, each booked by itself. 1 to 1,000; 1 for a mobile resource.</param>
/// <param name="Skills">What it can do.</param>
/// <param name="Working">When it works; null for the hours of its site (fixed) or always (remote).</param>
/// <param name="Rates">What it costs.</param>
/// <param name="Requires">What it cannot work without; null for nothing.</param>
/// <param name="Overtime">How much longer it may work; null for never. Not of a fixed resource.</param>
public sealed record Resource(
    string Id, string Name, string Kind, Mobility Mobility, string? Site, string? Home, string? Profile, int Capacity,
    ImmutableArray<Skill> Skills, WorkingTime? Working, CostRates Rates, ImmutableArray<Requirement>? Requires = null, Overtime? Overtime = null)
{
    /// <summary>The ids of the territories to which it may be lent, in order; null for none. Never with <see cref="Mobility.Fixed"/>.</summary>
    public ImmutableArray<string>? LentTo { get; init; }

    /// <summary>The most territories to which one resource may be lent.</summary>
    public const int MaximumLentTo = 20;

    /// <summary>The most units one resource may have.</summary>
    public const int MaximumCapacity = 1_000;
}
