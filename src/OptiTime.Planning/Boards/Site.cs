using OptiTime.Planning.Calendars;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>A place of the company where services are given.</summary>
/// <param name="Id">1 to 64 characters, unique in the company.</param>
/// <param name="Name">What people call it. 1 to 200 characters.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Opening">When it is open.</param>
public sealed record Site(string Id, string Name, Location Location, WorkingTime Opening);
