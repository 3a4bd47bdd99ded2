using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tours;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Support;

/// <summary>
/// Makes valid appends at random: groups of bookings, moves, swaps, endings, changed working time and new days in two territories. Boards,
/// which apply changes by code of their own, say what stands where. The oldest day of a board is over, as in life: nothing is planned on it any
/// more, so that no entry plans a day and lets it go.
/// </summary>
public sealed class RandomPlans(int seed)
{
    private static readonly string[] Territories = ["ain", "rhone"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Board> _boards = [];
    private int _commitments;

    public Board Board(string territory) => _boards[territory];

    /// <summary>The next append. Each defines what is missing first.</summary>
    public Append Next()
    {
        string[] touched = _random.Next(4) == 0 ? Territories : [Territories[_random.Next(2)]];
        return Append([.. touched.Select(PartOf)]);
    }

    private LogPart PartOf(string territory)
    {
        if (!_boards.TryGetValue(territory, out Board? board))
        {
            Change[] first =
                [Territory(territory), Technician($"{territory}-1"), Technician($"{territory}-2"), Technician($"{territory}-room", capacity: 2)];
            _boards[territory] = Planning.Boards.Board.Begin(new LogEntry(territory, 1, Morning, Guid.Empty, [.. first], []));
            return Part(territory, 0, first);
        }
        var changes = new List<Change>();
        Board current = board;
        for (int commands = _random.Next(1, 5); commands > 0; commands--)
        {
            List<Change> made = Command(current);
            // One new day an entry: a second would take away a day that the same entry may have planned.
            if (made.Any(change => change is HorizonAdvanced) && changes.Any(change => change is HorizonAdvanced)) continue;
            changes.AddRange(made);
            current = current.Assuming(made, [], board.Version, board.At);
        }
        if (changes.Count == 0) changes.Add(new SiteRemoved("nothing to do"));
        _boards[territory] = board.Apply(new LogEntry(territory, board.Version + 1, Morning, Guid.Empty, [.. changes], []));
        return Part(territory, board.Version, [.. changes]);
    }

    private List<Change> Command(Board board) => _random.Next(14) switch
    {
        < 5 => Book(board),
        5 => Confirm(board),
        6 or 7 => End(board),
        8 => Move(board),
        9 => Swap(board),
        10 => ChangeDays(board),
        11 or 12 => Repair(board),
        _ => Advance(board),
    };

    private List<Change> Book(Board board)
    {
        if (FreeSlot(board) is not var (tour, hour)) return [];
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        string id = $"c{++_commitments}";
        return [
            new CommitmentRecorded(Hold(id, resource.Resource.Id, tour.Unit, customer: $"C-{_commitments % 3}")),
            Planned(board, tour, StopsOf(tour).Append(Stop(id, tour.Period.Day, hour)))];
    }

    private List<Change> Confirm(Board board) => Pick(board) is { } id ? [new CommitmentRecorded(Confirmed(board.Commitments[id].Commitment))] : [];

    private List<Change> End(Board board) => Pick(board) is { } id && board.Find(board.Commitments[id].Commitment, 0) is { Tour: var tour }
        ? Shuffled(Planned(board, tour, Without(tour, id)), new CommitmentEnded(id, (Ending)_random.Next(3), _random.Next(2) == 0 ? "because" : null))
        : [];

    /// <summary>A booking loses its place, or gets another; the ledger tells.</summary>
    private List<Change> Repair(Board board)
    {
        if (Pick(board) is not { } id || FreeSlot(board) is not var (to, hour)) return [];
        Commitment commitment = board.Commitments[id].Commitment;
        var told = new RepairRecorded(new RepairEntry(
            $"r{_commitments}", Morning, new CustomerAbsent(id), null, new RepairTotals(0, default, default), new RepairTotals(1, default, default), 0, default, []));
        if (commitment.State == CommitmentState.Broken)
        {
            Commitment placed = commitment with
            {
                State = CommitmentState.Confirmed,
                Steps = [commitment.Steps[0] with { Assignments = [new Assignment(Hold(id, "any", 0).Steps[0].Assignments[0].Role, board.ResourceOf(to.Resource).Resource.Id, to.Unit)] }],
            };
            return [new CommitmentRecorded(placed), Planned(board, to, StopsOf(to).Append(Stop(id, to.Period.Day, hour))), told];
        }
        if (commitment.State != CommitmentState.Confirmed || board.Find(commitment, 0) is not { Tour: var from }) return [told];
        Commitment broken = commitment with { State = CommitmentState.Broken, Steps = [commitment.Steps[0] with { Assignments = [] }] };
        return [new CommitmentRecorded(broken), Planned(board, from, Without(from, id)), told];
    }

    private List<Change> Move(Board board)
    {
        if (Pick(board) is not { } id || FreeSlot(board) is not var (to, hour)) return [];
        Commitment commitment = board.Commitments[id].Commitment;
        if (board.Find(commitment, 0) is not { Tour: var from }) return [];
        PlannedStop stop = Stop(id, to.Period.Day, hour);
        if (ReferenceEquals(from, to)) return [Planned(board, to, Without(to, id).Append(stop))];
        return [Recorded(board, commitment, to), .. Shuffled(Planned(board, from, Without(from, id)), Planned(board, to, StopsOf(to).Append(stop)))];
    }

    private List<Change> Swap(Board board)
    {
        if (Pick(board) is not { } left || Pick(board) is not { } right || left == right) return [];
        Commitment one = board.Commitments[left].Commitment, other = board.Commitments[right].Commitment;
        if (board.Find(one, 0) is not { } a || board.Find(other, 0) is not { } b) return [];
        PlannedStop Replacing(PlannedStop stop) =>
            stop.Commitment == left ? stop with { Commitment = right } : stop.Commitment == right ? stop with { Commitment = left } : stop;
        TourPlanned after = Planned(board, a.Tour, StopsOf(a.Tour).Select(Replacing));
        if (ReferenceEquals(a.Tour, b.Tour)) return [after];
        return [Recorded(board, one, b.Tour), Recorded(board, other, a.Tour), after, Planned(board, b.Tour, StopsOf(b.Tour).Select(Replacing))];
    }

    /// <summary>A resource works on other days: what stood on the days it loses ends.</summary>
    private List<Change> ChangeDays(Board board)
    {
        ResourceEntry resource = board.Resources.ElementAt(_random.Next(board.Resources.Count()));
        int[] days = [.. Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).Where(day => day == board.FirstDay || _random.Next(5) > 0)];
        IEnumerable<Tour> lost = Tours(board).Where(tour => tour.Resource == resource.Number && !days.Contains(tour.Period.Day));
        return [
            .. lost.SelectMany(tour => tour.Stops).Select(stop => new CommitmentEnded(stop.Commitment, Ending.Released, "no longer there")),
            Technician(resource.Resource.Id, days, resource.Resource.Capacity)];
    }

    private static List<Change> Advance(Board board)
    {
        IEnumerable<NewPeriods> added = board.Resources.Select(entry => new NewPeriods(entry.Resource.Id, [Period(board.AfterDay)]));
        return [new HorizonAdvanced(board.FirstDay + 1, board.AfterDay + 1, [], [.. added])];
    }

    private List<Change> Shuffled(params List<Change> changes) => [.. changes.OrderBy(_ => _random.Next())];

    private string? Pick(Board board)
    {
        string[] ids = [.. board.Commitments.Values.Where(entry => board.Find(entry.Commitment, 0) is not { Tour: var tour } || tour.Period.Day > board.FirstDay)
            .Select(entry => entry.Commitment.Id).Order(StringComparer.Ordinal)];
        return ids.Length == 0 ? null : ids[_random.Next(ids.Length)];
    }

    private (Tour Tour, int Hour)? FreeSlot(Board board)
    {
        (Tour Tour, int Hour)[] free = [..
            from tour in Tours(board)
            from hour in Enumerable.Range(8, 8)
            where tour.Stops.All(stop => stop.Start != Hour(tour.Period.Day, hour))
            select (tour, hour)];
        return free.Length == 0 ? null : free[_random.Next(free.Length)];
    }

    private static CommitmentRecorded Recorded(Board board, Commitment commitment, Tour on)
    {
        CommittedStep step = commitment.Steps[0];
        Assignment assignment = step.Assignments[0] with { Resource = board.ResourceOf(on.Resource).Resource.Id, Unit = on.Unit };
        return new CommitmentRecorded(commitment with { Steps = [step with { Assignments = [assignment] }] });
    }

    private static IEnumerable<Tour> Tours(Board board) =>
        Enumerable.Range(board.FirstDay + 1, board.AfterDay - board.FirstDay - 1).SelectMany(day => board.ToursOf(day));

    private static ImmutableArray<PlannedStop> StopsOf(Tour tour) => tour.ToChange("").Stops;

    private static IEnumerable<PlannedStop> Without(Tour tour, string commitment) => StopsOf(tour).Where(stop => stop.Commitment != commitment);

    private static TourPlanned Planned(Board board, Tour tour, IEnumerable<PlannedStop> stops) =>
        new(board.ResourceOf(tour.Resource).Resource.Id, tour.Unit, tour.Period.Span.From, [.. stops.OrderBy(stop => stop.During.From)], default);
}
