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
public sealed record Service(
    string Id, string Name, PriorityClass Class, ImmutableArray<ServiceStep> Steps, PromiseRule Promise, Seconds LeadTime,
    ImmutableArray<string> Sites, Money Price)
{
    /// <summary>Equality by content.</summary>
    public bool Equals(Service? other) =>
        other is not null && Id == other.Id && Name == other.Name && Class == other.Class && LeadTime == other.LeadTime && Price == other.Price
        && Promise.Equals(other.Promise) && Steps.SequenceEqual(other.Steps) && Sites.SequenceEqual(other.Sites);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Price);
}
