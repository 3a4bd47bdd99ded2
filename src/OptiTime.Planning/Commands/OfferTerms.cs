using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commands;

/// <summary>Who or what would take part in a step.</summary>
/// <param name="Role">The name of the role it would play, or of the requirement for which it would be there.</param>
/// <param name="Resource">The resource's id.</param>
/// <param name="Territory">The territory that would lend it; null where it is one of the territory's own.</param>
public readonly record struct OfferedResource(string Role, string Resource, string? Territory = null);

/// <summary>What an offer promises in one of its steps, and with whom.</summary>
/// <param name="Promise">What the customer is told.</param>
/// <param name="EarliestStart">The first moment the step may start.</param>
/// <param name="LatestStart">The last moment it may start (included).</param>
/// <param name="Start">When it was planned to start when the offer was made; the hold may plan another start within the two.</param>
/// <param name="Site">The site, for a step at a site.</param>
/// <param name="Resources">Who would take part, in the order of the roles; whoever requires others has them behind it, in the order of its requirements.</param>
/// <param name="WorksUntil">Until when its resource works overtime for it; null for no overtime.</param>
public sealed record OfferedStep(
    Interval Promise, Moment EarliestStart, Moment LatestStart, Moment Start, string? Site, ImmutableArray<OfferedResource> Resources, Moment? WorksUntil = null);

/// <summary>An offer as it is taken up: what was promised, to whom, at which price, until when. Made by search, signed at the edge.</summary>
/// <param name="Id">The offer's id; each can be held once.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Customer">The customer's id; null while only a tier is known.</param>
/// <param name="Tier">The customer's tier; null for none.</param>
/// <param name="ExternalReference">The caller's reference; null for none.</param>
/// <param name="Place">Where it takes place; null at a site or remote.</param>
/// <param name="Steps">The steps, in the order of the service's.</param>
/// <param name="Price">The price told.</param>
/// <param name="ValidUntil">Until when the offer and its price stand.</param>
public sealed record OfferTerms(
    string Id, string Service, string? Customer, string? Tier, string? ExternalReference, Place? Place,
    ImmutableArray<OfferedStep> Steps, Money Price, Moment ValidUntil)
{
    /// <summary>The ids of the commitments that were found to give way: holding it moves nothing else.</summary>
    public ImmutableArray<string> Moves { get; init; } = [];

    /// <summary>Whom it displaces beyond what they were promised, or to make that possible: holding it opens a proposal. Empty for most offers.</summary>
    public ImmutableArray<Displaced> Displaces { get; init; } = [];

    /// <summary>Whether the customer takes whoever can serve.</summary>
    public bool AnyResource { get; init; }
}
