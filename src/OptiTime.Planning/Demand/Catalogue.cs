using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>A service in the catalogue, with the version of its log that last defined it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">The version.</param>
public readonly record struct ServiceEntry(Service Service, long Version);

/// <summary>The services of the company at one version of the <c>catalogue</c> log.</summary>
/// <param name="Version">The version of the log; 0 before the first entry.</param>
/// <param name="At">When that version was taken.</param>
/// <param name="Services">The services by id.</param>
public sealed record Catalogue(long Version, Moment At, ImmutableSortedDictionary<string, ServiceEntry> Services)
{
    /// <summary>The name of the log that holds it; no territory may be called so.</summary>
    public const string LogName = "catalogue";

    /// <summary>The most services a company may list.</summary>
    public const int MaximumServices = 10_000;

    /// <summary>No services yet.</summary>
    public static Catalogue Empty { get; } =
        new(0, default, ImmutableSortedDictionary.Create<string, ServiceEntry>(StringComparer.Ordinal));

    /// <summary>The service of an id; null when it is not sold.</summary>
    public Service? Find(string id) => Services.TryGetValue(id, out ServiceEntry entry) ? entry.Service : null;

    /// <summary>The catalogue after an entry of its log.</summary>
    /// <exception cref="InvalidOperationException">The entry is not the next one.</exception>
    public Catalogue Apply(LogEntry entry)
    {
        if (entry.Version != Version + 1)
            throw new InvalidOperationException($"The catalogue stands at version {Version}; entry {entry.Version} is not the next.");
        return Apply(entry.Changes.Select(change => new RecordedChange(entry.Version, change)), entry.Version, entry.At);
    }

    /// <summary>The catalogue after some changes that may never be appended.</summary>
    public Catalogue Assuming(IEnumerable<Change> changes, long version, Moment at) =>
        Apply(changes.Select(change => new RecordedChange(version, change)), version, at);

    /// <summary>The catalogue of a snapshot.</summary>
    public static Catalogue Restore(Snapshot snapshot) => Empty.Apply(snapshot.Changes, snapshot.Version, snapshot.At);

    /// <summary>This catalogue as the shortest list of changes that builds it.</summary>
    public Snapshot ToSnapshot() => new(
        LogName, Version, At, [.. Services.Values.Select(entry => new RecordedChange(entry.Version, new ServiceDefined(entry.Service)))], []);

    private Catalogue Apply(IEnumerable<RecordedChange> changes, long version, Moment at)
    {
        var services = Services.ToBuilder();
        foreach (RecordedChange recorded in changes)
        {
            switch (recorded.Change)
            {
                case ServiceDefined defined:
                    services[defined.Service.Id] = new ServiceEntry(defined.Service, recorded.Version);
                    break;
                case ServiceRemoved removed:
                    services.Remove(removed.Id);
                    break;
                case Remark:
                    break;
                default:
                    throw new InvalidOperationException($"The catalogue's log cannot hold a {recorded.Change.GetType().Name}.");
            }
        }
        return new Catalogue(version, at, services.ToImmutable());
    }
}
