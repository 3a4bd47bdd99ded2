using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>A resource and where its tours begin.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Home">Its home; only and always with a mobile one.</param>
public sealed record Employed(Resource Resource, Place? Home);

/// <summary>A company's master data in one territory.</summary>
/// <param name="Territory">The territory.</param>
/// <param name="Sites">Its sites.</param>
/// <param name="Services">What it sells.</param>
/// <param name="Resources">Whom and what it has.</param>
/// <param name="Customers">Whom it serves.</param>
public sealed record Company(
    TerritorySettings Territory, ImmutableArray<Site> Sites, ImmutableArray<Service> Services, ImmutableArray<Employed> Resources,
    ImmutableArray<Customer> Customers);
