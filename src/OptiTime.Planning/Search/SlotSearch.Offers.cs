using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

public sealed partial class SlotSearch
{
    /// <summary>Works an option out in full: the start, the costs and the chance to be on time.</summary>
    private static FoundOffer OfferOf(Board board, SearchQuery query, in Option option, Target target, Moment now)
    {
        ServiceStep step = query.Service.Steps[0];
        Tour tour = board.ToursOf(option.Found.Day)[option.Found.Tour];
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        int index = option.Found.Index;
        (Leg to, Leg from) = LegsAround(board, resource, tour, index, target.Point);
        var stop = new TourStop("", 0, -1, default, step.Duration, step.Spread, option.Earliest, option.Latest, to);
        Moment start = TourEditing.StartAt(tour, index, stop, to, now);
        Leg added = Added(to, from, tour.LegTo(index));
        string? site = target.Site?.Site.Id ?? resource.Resource.Site;
        var offered = new OfferedStep(option.Promise, option.Earliest, option.Latest, start, site, [new OfferedResource(step.Roles[0].Name, resource.Resource.Id)]);
        ImmutableArray<CostLine> cost = CostOf(resource, added, step.Duration);
        if (query.Opportunity?.Of(resource.Resource, option.Found.Day, step.Duration) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
        return new FoundOffer(
            [offered], start + step.Duration, added, cost, query.Service.Price, OnTime.Of(tour, index, stop), []);
    }

    /// <summary>The ways to a point and on from it, at a position of a tour; none for a resource that does not travel.</summary>
    internal static (Leg To, Leg From) LegsAround(Board board, ResourceEntry resource, Tour tour, int index, Location? point)
    {
        if (!resource.IsMobile) return (default, default);
        Pace pace = resource.PaceFor(board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index), tour.LegTo(index));
        return (
            pace.Over(board.Places.Metres(tour.PlaceBefore(index), point, resource.Detour)),
            pace.Over(board.Places.Metres(tour.PlaceAt(index), point, resource.Detour)));
    }

    /// <summary>What two legs add to the road in place of one: never less than nothing, whatever rounding to metres and seconds makes of it.</summary>
    internal static Leg Added(Leg to, Leg from, Leg replaced)
    {
        Leg added = to + from - replaced;
        return new Leg(new Seconds(Math.Max(0, added.Time.Value)), new Metres(Math.Max(0, added.Distance.Value)));
    }

    /// <summary>What a stop costs: its work, and the road it adds.</summary>
    internal static ImmutableArray<CostLine> CostOf(ResourceEntry resource, Leg added, Seconds duration) =>
        resource.IsMobile
            ? [new CostLine("labour", resource.CostOf(duration)), new CostLine("travel", resource.CostOf(added))]
            : [new CostLine(resource.Resource.Mobility == Mobility.Fixed ? "usage" : "labour", resource.CostOf(duration))];
}
