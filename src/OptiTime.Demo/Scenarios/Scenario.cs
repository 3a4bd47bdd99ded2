using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;

namespace OptiTime.Demo.Scenarios;

/// <summary>
/// A made-up company on real geography, and the customers' requests that fill its plan. The same name, size and first day give the same
/// scenario. What a day is filled with depends on the date alone, so a load that was interrupted can be taken up on a later day.
/// </summary>
/// <param name="Name">The name by which it is asked for: <c>lyon</c>.</param>
/// <param name="Shows">What it shows, in a sentence.</param>
/// <param name="FirstDay">The first local day to be filled.</param>
/// <param name="Days">How many days are filled; at least 1, within the territory's horizon.</param>
/// <param name="Seed">Where its randomness comes from.</param>
/// <param name="Company">The territory and everything in it.</param>
/// <param name="Workloads">What fills the plan.</param>
/// <param name="Example">What is asked for when somebody only wants to see an answer.</param>
public sealed record Scenario(
    string Name, string Shows, LocalDate FirstDay, int Days, int Seed, Company Company, ImmutableArray<Workload> Workloads, Example Example);

/// <summary>A request to show an answer with.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Customer">The customer's id.</param>
/// <param name="Site">The site it is asked for at; null to take place at the customer's.</param>
public sealed record Example(string Service, string Customer, string? Site);
