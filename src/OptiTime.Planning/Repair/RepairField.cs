using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// The tours a repair works on, as they were and as they would be: of the days on which what lost its place could be served. Trying and undoing is
/// putting one tour in the place of another.
/// </summary>
internal sealed class RepairField
{
    private readonly RepairTour[] _given;
    private readonly RepairTour[] _tours;
    private readonly bool[] _touched;
    private readonly Func<TourStop, Moment>? _latestOf;

    internal RepairField(Board board, IReadOnlyCollection<LostWork> lost, RepairBudget budget, Moment now)
    {
        (Board, Budget, Now) = (board, budget, now);
        Items = new RepairItems(board, lost, budget, now);
        Tour[] tours = [.. ToursFor(board, Items.Lost, now)];
        if (budget.MaximumShift is { } most)
        {
            Dictionary<PackedId, Moment> planned = Items.Lost.Where(item => item.During is not null).ToDictionary(item => item.Key, item => item.During!.Value.From);
            foreach (TourStop stop in tours.SelectMany(tour => tour.Stops)) planned.TryAdd(stop.Key, stop.Start);
            _latestOf = stop => planned.TryGetValue(stop.Key, out Moment start) ? start + most : stop.Latest;
        }
        _given = [.. tours.Select(tour => Lay(tour, board.ResourceOf(tour.Resource)))];
        _tours = [.. _given];
        _touched = new bool[board.Table.Slots.Length];
    }

    internal Board Board { get; }

    internal RepairBudget Budget { get; }

    internal Moment Now { get; }

    internal RepairItems Items { get; }

    /// <summary>The tours as they would be.</summary>
    internal ReadOnlySpan<RepairTour> Tours => _tours;

    /// <summary>The tours as they were.</summary>
    internal ReadOnlySpan<RepairTour> Given => _given;

    /// <summary>The jobs that gave up their place and wait.</summary>
    internal HashSet<RepairItem> Waiting { get; } = [];

    /// <summary>How many bookings gave up their place.</summary>
    internal int Moved { get; private set; }

    /// <summary>How many resources have other tours than before.</summary>
    internal int Resources { get; private set; }

    /// <summary>The work of a stop as the tours would be.</summary>
    internal RepairItem ItemAt(int slot, int index) => Items.Of(_tours[slot].Tour.Stops[index].Key, slot, _given[slot].Tour);

    /// <summary>Whether the tours of a resource may change: they have already, or the budget lets one more.</summary>
    internal bool MayTouch(int resource, int others = 0) =>
        Budget.MaximumResources is not { } most || _touched[resource] || Resources + others < most;

    /// <summary>Whether the tours of a resource have changed.</summary>
    internal bool IsTouched(int resource) => _touched[resource];

    /// <summary>Whether work has another tour than it had, or another place among those that were in its tour before.</summary>
    internal bool IsElsewhere(RepairItem item)
    {
        if (!item.HasMoved || item.Home < 0 || item.Slot != item.Home) return item.HasMoved;
        ImmutableArray<TourStop> now = _tours[item.Slot].Tour.Stops;
        PackedId[] before = [.. _given[item.Home].Tour.Stops.Select(stop => stop.Key).Where(key => now.Any(stop => stop.Key == key))];
        return !now.Select(stop => stop.Key).Where(before.Contains).TakeWhile(key => key != item.Key).SequenceEqual(before.TakeWhile(key => key != item.Key));
    }

    /// <summary>A tour with work put into it; null where it does not fit after all.</summary>
    internal RepairTour? With(RepairTour tour, RepairItem item, in Insertion at)
    {
        (Leg to, Leg from) = (default, default);
        if (tour.Resource.IsMobile)
        {
            var pace = new Pace(tour.Paces[at.Index]);
            to = pace.Over(Board.Places.Metres(tour.Tour.PlaceBefore(at.Index), item.Place, tour.Resource.Detour));
            from = pace.Over(Board.Places.Metres(item.Place, tour.Tour.PlaceAt(at.Index + at.Count), tour.Resource.Detour));
        }
        Tour left = tour.Tour;
        // Those behind stay where they are planned; the way that joins what is left is replaced at once.
        for (int gone = 0; gone < at.Count; gone++) left = TourEditing.Remove(left, at.Index, default, Moment.Latest);
        TourStop stop = item.StopIn(at.Window);
        if (!tour.Resource.IsMobile) stop = stop with { Place = -1 };
        return TourEditing.Insert(left, at.Index, stop, to, from, Now) is { } planned ? Lay(planned, tour.Resource) : null;
    }

    /// <summary>Puts work into a tour; jobs in its way wait, and other work in its way is for the caller to settle.</summary>
    /// <returns>Whether it fits.</returns>
    internal bool Put(RepairItem item, in Insertion at)
    {
        if (With(_tours[at.Slot], item, at) is not { } planned) return false;
        for (int index = at.Index; index < at.Index + at.Count; index++) Oust(ItemAt(at.Slot, index), item);
        _tours[at.Slot] = planned;
        item.Slot = at.Slot;
        Waiting.Remove(item);
        if (!_touched[planned.Tour.Resource]) Resources++;
        _touched[planned.Tour.Resource] = true;
        return true;
    }

    /// <summary>The field as it is now, to return to.</summary>
    internal FieldState Save() => new(
        [.. _tours], [.. _touched], [.. Waiting], [.. Items.Known.Select(item => (item, item.Slot, item.HasMoved, item.MadeRoomFor))], Moved, Resources);

    /// <summary>Returns to what was.</summary>
    internal void Restore(FieldState state)
    {
        state.Tours.CopyTo(_tours.AsSpan());
        state.Touched.CopyTo(_touched.AsSpan());
        Waiting.Clear();
        Waiting.UnionWith(state.Waiting);
        // What nobody had looked at then stands where it stood.
        foreach (RepairItem item in Items.Known) (item.Slot, item.HasMoved, item.MadeRoomFor) = (item.Home, false, null);
        foreach ((RepairItem item, int slot, bool moved, string? roomFor) in state.Items) (item.Slot, item.HasMoved, item.MadeRoomFor) = (slot, moved, roomFor);
        (Moved, Resources) = (state.Moved, state.Resources);
    }

    private void Oust(RepairItem gone, RepairItem by)
    {
        gone.Slot = -1;
        if (gone.IsJob) Waiting.Add(gone);
        else Moved += gone.Weight;
        gone.HasMoved = true;
        if (!gone.IsLost) gone.MadeRoomFor ??= by.Id;
    }

    private RepairTour Lay(Tour tour, ResourceEntry resource) => new(tour, resource, Board.Roads, Now, _latestOf);

    /// <summary>The tours in which any of the work could be served, in the order of resource ids, units and beginnings: whatever numbers a board gave them.</summary>
    private static IEnumerable<Tour> ToursFor(Board board, RepairItem[] lost, Moment now)
    {
        StartWindow[] windows = [.. lost.Where(item => !item.IsJob).SelectMany(item => item.Windows)];
        if (windows.Length == 0) return [];
        bool[] days = new bool[board.AfterDay - board.FirstDay];
        foreach (StartWindow window in windows)
        {
            // A tour that began the evening before may serve a promise of the morning after.
            int last = Math.Min(board.Days.DayOf(window.Latest), board.AfterDay - 1);
            for (int day = Math.Max(board.FirstDay, board.Days.DayOf(window.Earliest) - 1); day <= last; day++) days[day - board.FirstDay] = true;
        }
        return Enumerable.Range(board.FirstDay, days.Length).Where(day => days[day - board.FirstDay]).SelectMany(day => board.ToursOf(day))
            .Where(tour => tour.Period.Span.To > now && board.ResourceOf(tour.Resource) is { Territory: null, Requirements.IsEmpty: true })
            .OrderBy(tour => board.ResourceOf(tour.Resource).Resource.Id, StringComparer.Ordinal).ThenBy(tour => tour.Unit).ThenBy(tour => tour.Period.Span.From);
    }
}

/// <summary>What a field was at some time.</summary>
internal sealed record FieldState(
    ImmutableArray<RepairTour> Tours, ImmutableArray<bool> Touched, ImmutableArray<RepairItem> Waiting,
    ImmutableArray<(RepairItem Item, int Slot, bool HasMoved, string? MadeRoomFor)> Items, int Moved, int Resources);
