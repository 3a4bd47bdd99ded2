using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.ByHand;

/// <summary>Puts the seats of some work into tours, one on top of the other, where a dispatcher wants them; with overtime only where nothing else is possible.</summary>
/// <param name="board">The board that those who leave have left.</param>
/// <param name="work">The work, as it stands on that board.</param>
/// <param name="now">The present.</param>
internal sealed class HandPlacement(Board board, Commitment work, Moment now)
{
    private readonly Dictionary<TourKey, Tour> _tours = [];
    private readonly Dictionary<string, ImmutableArray<WorkingPeriod>> _longer = new(StringComparer.Ordinal);

    /// <summary>A seat that was put into a tour.</summary>
    /// <param name="Unit">Which unit.</param>
    /// <param name="Start">When the step starts.</param>
    /// <param name="Overtime">How long it makes its resource work overtime.</param>
    /// <param name="OvertimeCost">What that costs on top of the work.</param>
    internal readonly record struct Put(int Unit, Moment Start, Seconds Overtime, Money OvertimeCost);

    private readonly record struct Found(TourKey Key, CheapestInsertion Insertion, Seconds Overtime);

    /// <summary>The tours as they are then planned.</summary>
    internal IEnumerable<TourPlanned> Tours => _tours.OrderBy(tour => tour.Key.Resource, StringComparer.Ordinal).ThenBy(tour => tour.Key.Unit)
        .ThenBy(tour => tour.Key.PeriodStart).Select(tour => tour.Value.ToChange(tour.Key.Resource));

    /// <summary>The resources whose working periods last longer then.</summary>
    internal IEnumerable<ResourceDefined> Longer => _longer.OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => new ResourceDefined(board.FindResource(one.Key)!.Resource, one.Value));

    /// <summary>Puts a seat where that costs least.</summary>
    /// <param name="seat">The seat.</param>
    /// <param name="step">Of which step, from 0.</param>
    /// <param name="earliest">The first moment at which the step may start.</param>
    /// <param name="latest">The last moment (included).</param>
    /// <param name="unit">The unit it must be; null for any.</param>
    /// <returns>Where it stands; null where there is no room.</returns>
    internal Put? TryPut(Seat seat, int step, Moment earliest, Moment latest, int? unit)
    {
        CommittedStep part = work.Steps[step];
        Interval service = part.At(earliest), taken = seat.Role.Occupies(service);
        Seconds lead = service.From - taken.From;
        ResourceEntry entry = seat.Resource;
        var stop = new TourStop(
            work.Id, step, entry.IsMobile && part.Place is { } place ? board.Places.NumberOf(place) : -1, taken.From, taken.Length, part.Spread, taken.From,
            latest - lead, default, service);
        if ((Best(entry, stop, unit, overtime: false) ?? Best(entry, stop, unit, overtime: true)) is not { } found) return null;
        _tours[found.Key] = found.Insertion.Tour;
        if (found.Overtime > Seconds.Zero) Lengthen(entry, found);
        return new Put(found.Key.Unit, found.Insertion.Stop.StepTime.From, found.Overtime, entry.Resource.Overtime?.CostOf(found.Overtime) ?? Money.Zero);
    }

    /// <summary>Where somebody stands for a step: in one of the tours made here, or on the board. Null where they stand nowhere any more.</summary>
    /// <param name="placed">The work with all who take part.</param>
    /// <param name="step">Which step, from 0.</param>
    /// <param name="assignment">Which assignment of it, from 0.</param>
    internal (Tour Tour, int Index)? Standing(Commitment placed, int step, int assignment)
    {
        Assignment who = placed.Steps[step].Assignments[assignment];
        foreach ((TourKey key, Tour tour) in _tours)
        {
            if (key.Resource == who.Resource && key.Unit == who.Unit && tour.IndexOf(work.Id, step) is >= 0 and var index) return (tour, index);
        }
        return board.Find(placed, step, assignment) is { } standing ? (standing.Tour, standing.Index) : null;
    }

    private Found? Best(ResourceEntry entry, TourStop stop, int? unit, bool overtime)
    {
        Location? point = PointFor(entry, stop.Step);
        Found? best = null;
        long least = long.MaxValue;
        foreach (Tour tour in ToursFor(entry, stop, unit))
        {
            var key = new TourKey(entry.Resource.Id, tour.Unit, tour.Period.Span.From);
            Tour into = _tours.GetValueOrDefault(key, tour);
            Moment end = into.Period.Span.To;
            if (overtime && WithOvertime(entry, into) is { } longer) into = longer;
            else if (overtime) continue;
            if (CheapestInsertion.Into(board, entry, into, stop, point, now) is not { } put || put.Rank >= least) continue;
            least = put.Rank;
            best = new Found(key, put, overtime ? Moment.Max(end, OvertimePeriods.EndOf(put.Tour)) - end : Seconds.Zero);
        }
        return best;
    }

    private IEnumerable<Tour> ToursFor(ResourceEntry entry, TourStop stop, int? unit)
    {
        for (int day = board.Clock.DayOf(stop.Earliest) - 1; day <= board.Clock.DayOf(stop.Latest); day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                if (tour.Resource == entry.Number && (unit is null || tour.Unit == unit) && tour.Period.Span.From <= stop.Latest) yield return tour;
            }
        }
    }

    /// <summary>A tour whose period lasts as long as overtime lets it; null where it lets it last no longer.</summary>
    private Tour? WithOvertime(ResourceEntry entry, Tour tour)
    {
        int index = IndexOf(entry, tour.Period.Span.From);
        Moment latest = OvertimePeriods.LatestEnd(board, entry, index);
        return latest <= tour.Period.Span.To ? null : tour with { Period = tour.Period with { Span = tour.Period.Span with { To = latest } } };
    }

    private void Lengthen(ResourceEntry entry, Found found)
    {
        string id = entry.Resource.Id;
        int index = IndexOf(entry, found.Key.PeriodStart);
        ImmutableArray<WorkingPeriod> periods = _longer.GetValueOrDefault(id, entry.Periods);
        WorkingPeriod period = periods[index] with { Span = periods[index].Span with { To = periods[index].Span.To + found.Overtime } };
        _longer[id] = periods.SetItem(index, period);
        _tours[found.Key] = found.Insertion.Tour with { Period = period };
    }

    private static int IndexOf(ResourceEntry entry, Moment start)
    {
        int index = 0;
        while (entry.Periods[index].Span.From != start) index++;
        return index;
    }

    private Location? PointFor(ResourceEntry entry, int step)
    {
        if (!entry.IsMobile) return null;
        CommittedStep part = work.Steps[step];
        return part.Site is { } site ? board.Sites.GetValueOrDefault(site)?.Site.Location : part.Place is { } place ? board.Places.PlaceOf(place).Location : null;
    }
}
