using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>
/// A made-up company on real geography, and the customers' requests that fill its plans. The same name, size and first day give the same
/// scenario. What is asked for on a day depends on the date alone, so a load that was interrupted can be taken up on a later day.
/// </summary>
/// <param name="Name">The name by which it is asked for: <c>lyon</c>.</param>
/// <param name="Company">What people call the company.</param>
/// <param name="FirstDay">The first local day to be filled.</param>
/// <param name="Days">How many days are filled; at least 1, within the territories' horizon.</param>
/// <param name="Seed">Where its randomness comes from.</param>
/// <param name="Services">What the company sells, in all its branches.</param>
/// <param name="Branches">Its branches, each a territory, those with the most to fill first; at least one.</param>
/// <param name="Example">What is asked for when somebody only wants to see an answer.</param>
/// <param name="Charted">The name of the workload whose weeks differ so much that they are worth a look; null for none.</param>
public sealed record Scenario(
    string Name, string Company, LocalDate FirstDay, int Days, int Seed, ImmutableArray<Service> Services, ImmutableArray<Branch> Branches,
    Example Example, string? Charted = null);

/// <summary>A request to show an answer with.</summary>
/// <param name="Territory">The territory's id; null to let the place decide.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Customer">The customer's id.</param>
/// <param name="Site">The site it is asked for at; null to take place at the customer's.</param>
/// <param name="Location">Where it is asked for; null for the customer's place, or the site's.</param>
/// <param name="MayMoveOthers">Whether it may move what gives way to it: backlog jobs, and told work inside its promises.</param>
public sealed record Example(
    string? Territory, string Service, string Customer, string? Site = null, Location? Location = null, bool MayMoveOthers = false);
