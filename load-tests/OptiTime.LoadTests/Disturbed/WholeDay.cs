using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>
/// Plans what is left of a day anew, inside promises, as if nobody had been told who comes: everything that has not begun and
/// is not frozen, and every booking without a place. What a company does that has an optimiser and no repair.
/// </summary>
internal sealed class WholeDay
{
    // Roads are slower in the morning and the evening, and the search knows one pace a day, that of the mean hour: it tries these, and what does not come
    // out is put back by hand. With the first alone hardly any plan of a whole day comes out, so that a morning would stay far from its best, and whatever
    // is planned anew later, when less is left, would look better than it is.
    private static readonly double[] Slower = [1, 1.05, 1.1, 1.2, 1.35];

    /// <summary>Work that has not begun, as a stop that may stand anywhere.</summary>
    private sealed record Open(Commitment Work, TourStop Stop, Interval? During);

    private readonly Board _board;
    private readonly Moment _now;
    private readonly Tour[] _tours, _begun;
    private readonly Open[] _open;

    private WholeDay(Board board, Catalogue catalogue, int day, Moment now)
    {
        (_board, _now) = (board, now);
        _tours = [.. board.ToursOf(day).Where(tour => board.ResourceOf(tour.Resource).IsMobile)];
        _begun = [.. _tours.Select(UntilNow)];
        IEnumerable<Open> planned = _tours.SelectMany((tour, index) => tour.Stops.Skip(_begun[index].Stops.Length))
            .Select(stop => new Open(board.Commitments[stop.Commitment].Commitment, stop, stop.StepTime));
        IEnumerable<Open> broken = board.Commitments.Values.Select(entry => entry.Commitment).Where(work => work.State == CommitmentState.Broken && work.Steps[0].LatestStart >= now)
            .Select(work => ToServe(work, catalogue));
        _open = [.. planned, .. broken];
    }

    /// <summary>What is best of some plans: the fewest without a place, then the shortest road.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="day">The local day.</param>
    /// <param name="now">The present.</param>
    /// <param name="rounds">How many rounds of ruin and recreate each is searched for.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    internal static void PlanAnew(DayPlan plan, int day, Moment now, long rounds, ulong seed)
    {
        var whole = new WholeDay(plan.Board, plan.Catalogue, day, now);
        if (whole._open.Length == 0) return;
        var best = Slower.Select(slower => whole.Solve(slower, rounds, seed)).Append(whole.ByHand())
            .MinBy(changes => (BrokenIn(plan.Board.Assuming(changes, [], plan.Board.Version, plan.Board.At)), DayRoads.Of(plan.Board.Assuming(changes, [], plan.Board.Version, plan.Board.At), day).Distance.Value));
        plan.Take(best!, now);
    }

    private static int BrokenIn(Board board) => board.Commitments.Values.Count(entry => entry.Commitment.State == CommitmentState.Broken);

    /// <summary>Everything stays where it is but what has no place, which is put back where it can.</summary>
    private ImmutableArray<Change> ByHand() =>
        GreedyReinsertion.Find(_board, [.. _open.Where(one => one.Work.State == CommitmentState.Confirmed && one.During is null).Select(one => new LostWork(one.Work, null))], RepairBudget.Unlimited, _now).Changes;

    private ImmutableArray<Change> Solve(double slower, long rounds, ulong seed)
    {
        RoutingPlan plan = RouteSearch.Run(Problem(slower), Standing(), seed, new SearchSettings(), SearchPace.Rounds(rounds), CancellationToken.None);
        var left = plan.Unserved.Select(stop => _open[stop]).ToList();
        var changes = new List<Change>();
        var tours = new List<TourPlanned>();
        for (int index = 0; index < _tours.Length; index++)
        {
            ResourceEntry resource = _board.ResourceOf(_tours[index].Resource);
            Tour tour = _begun[index];
            foreach (int stop in plan.Routes[index])
            {
                if (Append(tour, resource, _open[stop].Stop) is not { } longer) left.Add(_open[stop]);
                else
                {
                    tour = longer;
                    changes.Add(new CommitmentRecorded(ServedBy(_open[stop].Work, resource.Resource.Id, tour.Unit)));
                }
            }
            if (!tour.Stops.SequenceEqual(_tours[index].Stops)) tours.Add(tour.ToChange(resource.Resource.Id));
        }
        changes.AddRange(left.Select(one => new CommitmentRecorded(one.Work with { State = CommitmentState.Broken, Steps = [one.Work.Steps[0] with { Assignments = [] }] })));
        Board board = _board.Assuming([.. changes, .. tours], [], _board.Version, _board.At);
        RepairPlan back = GreedyReinsertion.Find(board, [.. left.Select(one => new LostWork(one.Work, one.During))], RepairBudget.Unlimited, _now);
        return [.. changes, .. tours, .. back.Changes];
    }

    /// <summary>The plan as it stands, in which those without a place are missing.</summary>
    private ImmutableArray<ImmutableArray<int>> Standing()
    {
        var first = new int[_tours.Length + 1];
        for (int index = 0; index < _tours.Length; index++) first[index + 1] = first[index] + _tours[index].Stops.Length - _begun[index].Stops.Length;
        return [.. Enumerable.Range(0, _tours.Length).Select(index => Enumerable.Range(first[index], first[index + 1] - first[index]).ToImmutableArray())];
    }

    private RoutingProblem Problem(double slower)
    {
        int[] places = [.. _open.Select(one => one.Stop.Place), .. _begun.Select(tour => tour.PlaceBefore(tour.Stops.Length)), .. _begun.Select(tour => tour.Home)];
        double detour = _tours.Select(tour => _board.ResourceOf(tour.Resource).Detour).DefaultIfEmpty(1).First();
        var roads = new DistanceMatrix(places.Length, (from, to) => _board.Places.Metres(places[from], places[to], detour));
        var vehicles = _begun.Select((tour, index) => new RoutingVehicle(
            _open.Length + index, _open.Length + _begun.Length + index, Second(Moment.Max(tour.DepartureTo(tour.Stops.Length), _now)), Second(tour.Period.Span.To),
            TimePerDistance: slower * PaceOf(tour), Kind: index)
        {
            Breaks = [.. tour.Period.Breaks.Select(pause => new RoutingBreak(Second(pause.From), Second(pause.To)))],
        });
        var choices = from stop in Enumerable.Range(0, _open.Length)
                      from vehicle in Enumerable.Range(0, _tours.Length)
                      where MayServe(_open[stop].Work, _board.ResourceOf(_tours[vehicle].Resource).Resource)
                      select new RoutingChoice(stop, vehicle);
        return new RoutingProblem(
            [.. _open.Select(one => new RoutingStop(Second(one.Stop.Earliest), Second(one.Stop.Latest), one.Stop.Duration.Value))], [.. vehicles], roads, choices);
    }

    private double PaceOf(Tour tour)
    {
        ResourceEntry resource = _board.ResourceOf(tour.Resource);
        var hours = new List<double>();
        for (Moment at = tour.Period.Span.From; at < tour.Period.Span.To; at += Seconds.FromHours(1)) hours.Add(resource.PaceAt(_board.Clock.HourOf(at)).Over(100_000).Time.Value / 100_000.0);
        return hours.Average();
    }

    private static double Second(Moment moment) => moment.ToUnixSeconds();

    private static bool MayServe(Commitment work, Resource resource)
    {
        Assignment who = work.Steps[0].Assignments[0];
        if (work.AnyResource != true) return who.Resource == resource.Id;
        return (who.Role.Kind is null || who.Role.Kind == resource.Kind)
            && who.Role.Skills.All(asked => resource.Skills.Any(skill => skill.Name == asked.Name && skill.Level >= asked.Level));
    }

    /// <summary>A tour with a stop behind its last; null where that is too late for somebody.</summary>
    private Tour? Append(Tour tour, ResourceEntry resource, TourStop stop)
    {
        int end = tour.Stops.Length;
        Pace pace = resource.PaceAt(_board.Clock.HourOf(Moment.Max(tour.DepartureTo(end), _now)));
        Leg to = pace.Over(_board.Places.Metres(tour.PlaceBefore(end), stop.Place, resource.Detour)), home = pace.Over(_board.Places.Metres(stop.Place, tour.Home, resource.Detour));
        return TourEditing.Insert(tour, end, stop, to, home, _now);
    }

    /// <summary>A tour with what has begun alone, and what is frozen.</summary>
    private Tour UntilNow(Tour tour)
    {
        Moment thaw = Moment.Max(_now + new Seconds(1), _now + _board.Settings.FreezeHorizon);
        ImmutableArray<TourStop> begun = [.. tour.Stops.TakeWhile(stop => stop.Start < thaw)];
        if (begun.Length == tour.Stops.Length) return tour;
        ResourceEntry resource = _board.ResourceOf(tour.Resource);
        Leg home = begun.IsEmpty ? default
            : resource.PaceAt(_board.Clock.HourOf(begun[^1].End)).Over(_board.Places.Metres(begun[^1].Place, tour.Home, resource.Detour));
        return tour with { Stops = begun, Return = home };
    }

    /// <summary>A booking without a place, as it would stand somewhere.</summary>
    private Open ToServe(Commitment broken, Catalogue catalogue)
    {
        CommittedStep step = broken.Steps[0];
        Role role = catalogue.Find(broken.Service.Id)!.Steps[0].Roles[0];
        var stop = new TourStop(broken.Id, 0, _board.Places.NumberOf(step.Place!), default, step.Duration, step.Spread, step.EarliestStart, step.LatestStart, default);
        return new Open(ServedBy(broken, "", 0, role), stop, null);
    }

    private static Commitment ServedBy(Commitment work, string resource, int unit, Role? role = null)
    {
        CommittedStep step = work.Steps[0];
        return work with { State = CommitmentState.Confirmed, Steps = [step with { Assignments = [new Assignment(role ?? step.Assignments[0].Role, resource, unit)] }] };
    }
}
