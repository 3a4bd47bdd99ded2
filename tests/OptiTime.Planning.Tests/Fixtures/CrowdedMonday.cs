using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>The only technician's Monday is full of ordinary work of gold customers, the days after are free, and somebody has a leak.</summary>
internal static class CrowdedMonday
{
    internal const string Newcomer = "NEW";

    internal static readonly Service Leak = Sold.Boiler with { Id = "leak", Class = PriorityClass.Urgent };

    internal static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Morning = Lyon.MondaySpan("08:00-10:00");

    internal static Branch Begin(string now = "2026-11-22T18:00")
    {
        var branch = new Branch(now);
        branch.Sell(Leak);
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00")));
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Monday);
        while (branch.Search(query).Offers is [var free, ..]) branch.Done(new Book(branch.NewId("C"), branch.Terms(query, free), null, null));
        return branch;
    }

    /// <summary>Asks for the morning, whoever has to move for it.</summary>
    internal static SearchQuery Ask(Branch branch, Service service, string? tier = "gold") => Branch.Ask(service, Lyon.Bron, Monday) with
    {
        Wishes = [Morning],
        Impact = ImpactAllowed.Negotiable,
        Tier = tier,
        Catalogue = branch.Catalogue,
    };

    /// <summary>Opens the proposal that gives the morning to whoever has a leak.</summary>
    internal static (FoundOffer Offer, Proposal Proposal) Open(Branch branch)
    {
        SearchQuery query = Ask(branch, Leak);
        FoundOffer offer = branch.Search(query).Offers.ShouldHaveSingleItem();
        Answer answer = branch.Done(new PlaceHold(Newcomer, branch.Terms(query, offer), Seconds.FromMinutes(5)));
        return (offer, answer.Proposal.ShouldNotBeNull());
    }
}
