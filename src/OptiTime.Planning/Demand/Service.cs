using System.Collections.Immutable;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>How urgent the work of a service is, most urgent first.</summary>
public enum PriorityClass
{
    /// <summary>Somebody suffers until it is done.</summary>
    Urgent,

    /// <summary>A customer waits for it within an agreed service level.</summary>
    Standard,

    /// <summary>Planned customer projects.</summary>
    Project,

    /// <summary>Preventive work that can wait.</summary>
    Maintenance,
}

/// <summary>What customers ask for.</summary>
/// <param name="Id">1 to 64 characters, unique in the company.</param>
/// <param name="Name">What people call it. 1 to 200 characters.</param>
/// <param name="Class">How urgent it is.</param>
/// <param name="Steps">The steps in order; at least one.</param>
/// <param name="Promise">What the customer is told.</param>
/// <param name="LeadTime">The least time between now and the start. 0 to 30 days.</param>
/// <param name="Sites">The sites at which its site roles may be played; empty for any.</param>
/// <param name="Price">What it is sold for.</param>
/// <param name="Levels">What it is to customers of some tiers, each tier once; null for none.</param>
public sealed record Service(
    string Id, string Name, PriorityClass Class, ImmutableArray<ServiceStep> Steps, PromiseRule Promise, Seconds LeadTime,
    ImmutableArray<string> Sites, Money Price, ImmutableArray<ServiceLevel>? Levels = null)
{
    /// <summary>The service as customers of a tier are sold it: with the windows and the price of their level, where it has one.</summary>
    /// <param name="tier">The tier; null for none.</param>
    public Service For(string? tier) => LevelOf(tier) is { } level ? this with { Promise = level.Promise ?? Promise, Price = level.Price ?? Price } : this;

    /// <summary>The level of a tier; null where the service has none for it.</summary>
    /// <param name="tier">The tier; null for none.</param>
    public ServiceLevel? LevelOf(string? tier) => Levels is { } levels && tier is not null ? levels.FirstOrDefault(level => level.Tier == tier) : null;

    /// <summary>Equality by content.</summary>
    public bool Equals(Service? other) =>
        other is not null && Id == other.Id && Name == other.Name && Class == other.Class && LeadTime == other.LeadTime && Price == other.Price
        && Promise.Equals(other.Promise) && Steps.SequenceEqual(other.Steps) && Sites.SequenceEqual(other.Sites)
        && (Levels ?? []).SequenceEqual(other.Levels ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Price);
}
