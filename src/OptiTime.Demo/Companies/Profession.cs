using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>A kind of people who make tours, and what they are like.</summary>
/// <param name="Kind">The kind of resource: <c>technician</c>.</param>
/// <param name="Title">What one is called before their number.</param>
/// <param name="Prefix">What their ids begin with: <c>R-</c>, <c>LYO-R-</c>.</param>
/// <param name="Skills">What they know. Dealt out in turn, so that as many of them as there are entries know everything.</param>
/// <param name="Shifts">The hours they work from Monday to Friday, each as likely.</param>
/// <param name="Profile">How they travel; null for the territory's first profile.</param>
internal sealed record Profession(string Kind, string Title, string Prefix, Skill[][] Skills, Shift[] Shifts, TravelProfile? Profile = null);
