using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Groups;

/// <summary>When a step of a group is to take place.</summary>
/// <param name="Promise">What the customer is told.</param>
/// <param name="Earliest">The first moment it may start within that promise.</param>
/// <param name="Latest">The last moment it may start within that promise (included).</param>
/// <param name="Start">When it is to start.</param>
internal readonly record struct StepChoice(Interval Promise, Moment Earliest, Moment Latest, Moment Start);

/// <summary>A group put into the tours of all who are in it: worked out in full, or found not to fit.</summary>
/// <param name="Assignments">Who takes part, by step; whoever requires others has them behind it.</param>
/// <param name="Times">When each step is planned.</param>
/// <param name="Tours">The tours with the group in them.</param>
/// <param name="Added">What it adds to the road.</param>
/// <param name="Cost">What it costs, by kind.</param>
/// <param name="OnTime">The probability, 0 to 1, that everybody is there within the promise of each step.</param>
internal sealed record GroupPlacement(
    ImmutableArray<ImmutableArray<Assignment>> Assignments, ImmutableArray<Interval> Times, ImmutableArray<Tour> Tours, Leg Added,
    ImmutableArray<CostLine> Cost, double OnTime)
{
    /// <summary>Puts a group into its tours.</summary>
    /// <param name="board">The board.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="targets">Where each takes place.</param>
    /// <param name="picks">Who takes part.</param>
    /// <param name="choices">When each step takes place.</param>
    /// <param name="commitment">The id of the commitment to be; empty for an offer.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null when somebody has no room for it.</returns>
    internal static GroupPlacement? Of(
        Board board, ImmutableArray<ServiceStep> steps, ImmutableArray<Target> targets, ReadOnlySpan<Pick> picks, ReadOnlySpan<StepChoice> choices,
        string commitment, Moment now)
    {
        var work = new Work(board, steps, targets, commitment, now, IsFixed: picks.Length > 1);
        // In the order of their times: of two steps in one tour the second finds the first.
        foreach (Pick pick in picks)
        {
            if (!work.TryPut(pick, choices[pick.Step])) return null;
        }
        return work.ToPlacement(picks, choices);
    }

    /// <summary>The same as it is offered.</summary>
    /// <param name="board">The board.</param>
    /// <param name="choices">When each step takes place.</param>
    /// <param name="targets">Where.</param>
    internal ImmutableArray<OfferedStep> AsOffered(Board board, ReadOnlySpan<StepChoice> choices, ImmutableArray<Target> targets)
    {
        var offered = ImmutableArray.CreateBuilder<OfferedStep>(choices.Length);
        for (int step = 0; step < choices.Length; step++)
        {
            StepChoice choice = choices[step];
            offered.Add(new OfferedStep(
                choice.Promise, choice.Earliest, choice.Latest, Times[step].From, targets[step].Site?.Site.Id,
                [.. Assignments[step].Select(who => new OfferedResource(who.Role.Name, who.Resource, board.FindResource(who.Resource)!.Territory))]));
        }
        return offered.MoveToImmutable();
    }

    /// <summary>The stop that somebody's part in a step is.</summary>
    /// <param name="commitment">The id of the commitment.</param>
    /// <param name="pick">Who.</param>
    /// <param name="step">The step.</param>
    /// <param name="choice">When it takes place.</param>
    /// <param name="place">The number of the place; -1 for who does not travel.</param>
    /// <param name="isFixed">Whether it takes place at the very start chosen, because others come too.</param>
    internal static TourStop StopOf(string commitment, Pick pick, ServiceStep step, StepChoice choice, int place, bool isFixed)
    {
        var time = new Interval(choice.Start, choice.Start + step.Duration);
        Interval taken = pick.Role.Occupies(time);
        Seconds lead = time.From - taken.From;
        (Moment earliest, Moment latest) = isFixed ? (taken.From, taken.From) : (choice.Earliest - lead, choice.Latest - lead);
        return new TourStop(commitment, pick.Step, place, taken.From, taken.Length, step.Spread, earliest, latest, default, time);
    }

    /// <summary>Tours in the making. Where several must come together all starts are fixed, and nobody slides away from the others.</summary>
    private sealed record Work(Board Board, ImmutableArray<ServiceStep> Steps, ImmutableArray<Target> Targets, string Commitment, Moment Now, bool IsFixed)
    {
        private readonly Dictionary<(int Resource, int Unit, int Day, int Tour), Tour> _tours = [];
        private readonly List<(Pick Pick, Role Role)> _put = [];
        private long _labour = -1, _usage = -1, _travel = -1;
        private Leg _added;

        internal bool TryPut(Pick pick, StepChoice choice)
        {
            ResourceEntry resource = Board.ResourceOf(pick.Resource);
            Target target = Targets[pick.Step];
            var key = (pick.Resource, pick.Unit, pick.Day, pick.Tour);
            if (!_tours.TryGetValue(key, out Tour? tour)) tour = Board.ToursOf(pick.Day)[pick.Tour];
            TourStop stop = StopOf(Commitment, pick, Steps[pick.Step], choice, resource.IsMobile ? target.Place : -1, IsFixed);
            if (CheapestInsertion.Into(Board, resource, tour, stop, resource.IsMobile ? target.Point : null, Now) is not { } put) return false;
            _tours[key] = put.Tour;
            // What comes along from anywhere is not where the step is.
            Role role = pick.IsRequired && resource.Resource.Mobility == Mobility.Remote ? pick.Role with { Where = RolePlace.Remote } : pick.Role;
            _put.Add((pick, role));
            Count(resource, pick, put);
            return true;
        }

        internal GroupPlacement ToPlacement(ReadOnlySpan<Pick> picks, ReadOnlySpan<StepChoice> choices)
        {
            double onTime = 1;
            var times = new Interval[Steps.Length];
            foreach (Pick pick in picks)
            {
                Tour tour = _tours[(pick.Resource, pick.Unit, pick.Day, pick.Tour)];
                int index = tour.IndexOf(Commitment, pick.Step);
                TourStop stop = tour.Stops[index];
                times[pick.Step] = stop.StepTime;
                Moment latest = Punctuality.LatestOf(choices[pick.Step].Promise, stop.Earliest + stop.Lead, stop.Latest + stop.Lead, stop.StepDuration);
                onTime = Math.Min(onTime, OptiTime.Planning.Tours.OnTime.Of(tour, index, stop with { Latest = latest - stop.Lead }));
            }
            return new GroupPlacement(
                [.. Steps.Select((_, step) => _put.Where(one => one.Pick.Step == step)
                    .Select(one => new Assignment(one.Role, Board.ResourceOf(one.Pick.Resource).Resource.Id, one.Pick.Unit)).ToImmutableArray())],
                [.. times], [.. _tours.Values], _added, Lines(), onTime);
        }

        private void Count(ResourceEntry resource, Pick pick, CheapestInsertion put)
        {
            long work = CostUnits.Of(put.Stop.Duration.Value, 0, resource.Resource.Rates);
            if (pick.IsRequired || resource.Resource.Mobility == Mobility.Fixed) _usage = Math.Max(0, _usage) + work;
            else _labour = Math.Max(0, _labour) + work;
            if (!resource.IsMobile) return;
            _added += put.Added;
            _travel = Math.Max(0, _travel) + CostUnits.Of(put.Added.Time.Value, put.Added.Distance.Value, resource.Resource.Rates);
        }

        private ImmutableArray<CostLine> Lines()
        {
            var lines = ImmutableArray.CreateBuilder<CostLine>(3);
            foreach ((string kind, long units) in ((string, long)[])[("labour", _labour), ("usage", _usage), ("travel", _travel)])
            {
                if (units >= 0) lines.Add(new CostLine(kind, CostUnits.ToMoney(units)));
            }
            return lines.DrainToImmutable();
        }
    }
}
