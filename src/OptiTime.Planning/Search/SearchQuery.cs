using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Search;

/// <summary>How much of what is planned an offer may move.</summary>
public enum ImpactAllowed
{
    /// <summary>
    /// Nothing leaves its resource, its order or its promise. Planned starts may slide inside the windows that were promised: that is what
    /// a window is for.
    /// </summary>
    None,

    /// <summary>Backlog and told work may change place inside its promise.</summary>
    WithinPromises,

    /// <summary>Other work may be displaced, as a proposal that needs a person's word.</summary>
    Negotiable,
}

/// <summary>A request for offers, with every name already resolved.</summary>
/// <param name="Service">What is asked for.</param>
/// <param name="At">The customer's location; null for a service at a site or remote.</param>
/// <param name="Between">It may start at <c>From</c> and must have ended by <c>To</c>.</param>
/// <param name="Wishes">The customer's wishes: promises must lie in one of them; empty for no wish.</param>
/// <param name="Require">Only these resources may serve; empty for any.</param>
/// <param name="Prefer">These come first when they are not much dearer.</param>
/// <param name="Refuse">These may not serve.</param>
/// <param name="Sites">Only these sites; empty for any the service allows.</param>
/// <param name="Ignoring">The commitment whose own place counts as free (a reschedule); null for none.</param>
/// <param name="Impact">What may be moved.</param>
/// <param name="MaximumOffers">At most so many offers. 1 to 100.</param>
/// <param name="PositionBudget">At most about so many positions are looked at: how the caller's milliseconds reach a search without a clock.</param>
public sealed record SearchQuery(
    Service Service, Location? At, Interval Between, ImmutableArray<Interval> Wishes, ImmutableArray<string> Require,
    ImmutableArray<string> Prefer, ImmutableArray<string> Refuse, ImmutableArray<string> Sites, string? Ignoring, ImpactAllowed Impact,
    int MaximumOffers, long PositionBudget)
{
    /// <summary>The service level's deadline: it must begin by then (included); null for none.</summary>
    public Moment? BeginBy { get; init; }

    /// <summary>The territories that may lend to the one asked, in order: their boards are searched with its own. Only for what takes several.</summary>
    public ImmutableArray<string> Lenders { get; init; } = [];

    /// <summary>The tier of whoever asks: work of higher tiers is not displaced. Null for none.</summary>
    public string? Tier { get; init; }

    /// <summary>What is sold, so that those who would be displaced are told a window of their own service; needed by <see cref="ImpactAllowed.Negotiable"/> alone.</summary>
    public Catalogue? Catalogue { get; init; }

    /// <summary>The most offers one query may ask for.</summary>
    public const int OffersLimit = 100;

    /// <summary>Whether resources may work overtime: only where nothing fits without.</summary>
    public bool WithOvertime { get; init; }

    /// <summary>What the request pays for capacity that others would have used; null where nothing is known of that.</summary>
    public OpportunityCost? Opportunity { get; init; }
}
