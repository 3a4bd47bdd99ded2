using System.Collections.Immutable;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>A resource and where its tours begin.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Home">Its home; only and always with a mobile one.</param>
public sealed record Employed(Resource Resource, Place? Home);

/// <summary>What a company has in one territory. Ids are unique in the company, not only in the branch.</summary>
/// <param name="Territory">The territory.</param>
/// <param name="Sites">Its sites.</param>
/// <param name="Resources">Whom and what it has.</param>
/// <param name="Customers">Whom it serves; at least one.</param>
/// <param name="Workloads">What fills its plan.</param>
public sealed record Branch(
    TerritorySettings Territory, ImmutableArray<Site> Sites, ImmutableArray<Employed> Resources, ImmutableArray<Customer> Customers,
    ImmutableArray<Workload> Workloads)
{
    /// <summary>What is to be done besides, that nobody was promised; it is planned when the days are filled.</summary>
    public ImmutableArray<BacklogWork> Backlog { get; init; } = [];
}
