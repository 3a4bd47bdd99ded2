using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>What a search's answer is worth.</summary>
public enum Completeness
{
    /// <summary>Everything that was asked for was looked at.</summary>
    Exact,

    /// <summary>Something was left out; <see cref="SearchResult.LeftOut"/> says what.</summary>
    Truncated,

    /// <summary>The board is not known to be the latest: the store cannot be reached.</summary>
    Stale,
}

/// <summary>One way to say yes.</summary>
/// <param name="Steps">What is promised in each step, and with whom.</param>
/// <param name="End">When the last step is planned to end.</param>
/// <param name="Travel">What it adds to the road: the two new legs less the one they replace.</param>
/// <param name="Cost">What it costs the company, by kind.</param>
/// <param name="Price">What the customer pays.</param>
/// <param name="OnTime">The probability, 0 to 1, that it starts within its promise.</param>
/// <param name="Moved">What it moves beyond sliding inside promises.</param>
public sealed record FoundOffer(
    ImmutableArray<OfferedStep> Steps, Moment End, Leg Travel, ImmutableArray<CostLine> Cost, Money Price, double OnTime,
    ImmutableArray<PlannedMove> Moved)
{
    /// <summary>Whom it displaces, where some would be told something else: holding it opens a proposal. Empty for most.</summary>
    public ImmutableArray<Displaced> Displaces { get; init; } = [];

    /// <summary>The sum of the cost lines.</summary>
    public Money TotalCost => new(Cost.Sum(line => line.Amount.Cents));
}

/// <summary>Why nothing fits, or why some resources could not serve.</summary>
/// <param name="Code">A stable word: <c>skills</c>, <c>working-time</c>, <c>full</c>, ...</param>
/// <param name="Message">The reason in words, with the numbers.</param>
/// <param name="Resources">How many resources it keeps from serving.</param>
public sealed record RefusalReason(string Code, string Message, int Resources);

/// <summary>The offers of a search and what they are worth.</summary>
/// <param name="Offers">The offers, best first.</param>
/// <param name="Completeness">What the answer is worth.</param>
/// <param name="LeftOut">What was not looked at, in words; null when nothing was left out.</param>
/// <param name="Reasons">Why not, when there are no offers.</param>
/// <param name="Relaxations">What would turn the no into a yes, cheapest first, when there are no offers.</param>
/// <param name="PlanVersion">The version of the board that was searched.</param>
/// <param name="Positions">How many positions were looked at; tours that could not be better than what was found are passed over.</param>
public sealed record SearchResult(
    ImmutableArray<FoundOffer> Offers, Completeness Completeness, string? LeftOut, ImmutableArray<RefusalReason> Reasons,
    ImmutableArray<Relaxation> Relaxations, long PlanVersion, long Positions)
{
    /// <summary>Promises that could be kept only if others were broken, where moving others was allowed and looked for; not to be booked.</summary>
    public ImmutableArray<BeyondPromises> Beyond { get; init; } = [];

    /// <summary>The version of the bid prices that were counted in; null for none.</summary>
    public long? BidPriceVersion { get; init; }

    /// <summary>The same, with something more that was not looked at, in words; null for nothing more.</summary>
    public SearchResult Without(string? leftOut) => leftOut is null ? this : this with
    {
        Completeness = Completeness == Completeness.Exact ? Completeness.Truncated : Completeness,
        LeftOut = LeftOut is null ? leftOut : $"{LeftOut} {leftOut}",
    };
}
