using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.ByHand;

/// <summary>What work costs where a dispatcher has placed it: the time of all who take part, the road they go for it as their tours now are, and overtime.</summary>
internal sealed class HandCost
{
    private readonly SortedDictionary<int, (string Kind, long Units)> _lines = [];
    private Leg _travel;

    /// <summary>Reckons it.</summary>
    /// <param name="board">The board.</param>
    /// <param name="work">The work with all who take part.</param>
    /// <param name="placement">The tours it stands in.</param>
    /// <param name="puts">What was put into tours anew.</param>
    internal HandCost(Board board, Commitment work, HandPlacement placement, IEnumerable<HandPlacement.Put> puts)
    {
        for (int step = 0; step < work.Steps.Length; step++)
        {
            for (int index = 0; index < work.Steps[step].Assignments.Length; index++)
            {
                if (placement.Standing(work, step, index) is { } standing) Count(board, board.ResourceOf(standing.Tour.Resource), standing.Tour, standing.Index);
                else IsWhole = false;
            }
        }
        foreach (HandPlacement.Put put in puts.Where(put => put.Overtime > Seconds.Zero)) Add(3, "overtime", CostUnits.Of(put.OvertimeCost));
    }

    /// <summary>Whether all of it stands on the board; a day that has passed may have left it.</summary>
    internal bool IsWhole { get; private set; } = true;

    /// <summary>What it adds to the road.</summary>
    internal Leg Travel => _travel;

    /// <summary>What it costs, by kind.</summary>
    internal ImmutableArray<CostLine> Lines => [.. _lines.Values.Select(line => new CostLine(line.Kind, CostUnits.ToMoney(line.Units)))];

    private void Count(Board board, ResourceEntry resource, Tour tour, int index)
    {
        long work = CostUnits.Of(tour.Stops[index].Duration.Value, 0, resource.Resource.Rates);
        if (resource.Resource.Mobility == Mobility.Fixed) Add(1, "usage", work);
        else Add(0, "labour", work);
        if (!resource.IsMobile) return;
        Leg to = tour.LegTo(index), from = tour.LegTo(index + 1);
        Pace pace = resource.PaceFrom(board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index));
        Leg across = tour.Stops.Length == 1 ? default : pace.Over(board.Places.Metres(tour.PlaceBefore(index), tour.PlaceAt(index + 1), resource.Detour));
        Leg added = SlotSearch.Added(to, from, across);
        _travel += added;
        Add(2, "travel", CostUnits.Of(added.Time.Value, added.Distance.Value, resource.Resource.Rates));
    }

    private void Add(int order, string kind, long units) => _lines[order] = (kind, _lines.TryGetValue(order, out var before) ? before.Units + units : units);
}
