using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// For whom others may be asked to take another promise: who is neither more urgent nor of a higher tier than they, and ranks above them in one of the two.
/// Tiers rank by what the territory says an hour for their customers is worth.
/// </summary>
/// <param name="Urgency">How urgent it is.</param>
/// <param name="Tier">The tier of the customer; null for none.</param>
/// <param name="Worth">What tiers are worth in the territory.</param>
internal sealed record Negotiator(PriorityClass Urgency, string? Tier, OpportunitySettings Worth)
{
    /// <summary>Who asks for a service on a board.</summary>
    internal static Negotiator On(Board board, Service service, string? tier) => new(service.Class, tier, board.Settings.Opportunity ?? OpportunitySettings.Default);

    /// <summary>Whether work may be displaced beyond its promise.</summary>
    internal bool MayDisplace(Commitment work)
    {
        double own = Worth.FactorOf(Tier), theirs = Worth.FactorOf(work.Tier);
        return work.Service.Class >= Urgency && theirs <= own && (work.Service.Class > Urgency || theirs < own);
    }
}
