using System.Collections.Immutable;

namespace OptiTime.Planning.Demand;

/// <summary>The services of the company at one version of the <c>catalogue</c> log.</summary>
/// <param name="Version">The version of the log; 0 before the first entry.</param>
/// <param name="Services">The services by id.</param>
public sealed record Catalogue(long Version, ImmutableSortedDictionary<string, Service> Services)
{
    /// <summary>The name of the log that holds it; no territory may be called so.</summary>
    public const string LogName = "catalogue";

    /// <summary>The most services a company may list.</summary>
    public const int MaximumServices = 10_000;

    /// <summary>No services yet.</summary>
    public static Catalogue Empty { get; } = new(0, ImmutableSortedDictionary.Create<string, Service>(StringComparer.Ordinal));
}
