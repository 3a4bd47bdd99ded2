using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>A way to answer what happens on a day.</summary>
internal abstract class Way
{
    /// <summary>The names of those that are held against each other.</summary>
    internal const string Ours = "smallest repair", OursAndOptimiser = "and the optimiser behind it", Full = "full re-optimisation";

    /// <summary>All of them: the one that is measured, and those it is compared with.</summary>
    /// <param name="day">The day.</param>
    internal static ImmutableArray<Way> All(WaterDay day) => [new NoRepair(), new Greedily(), new SmallestRepair(), new RepairAndOptimiser(day), new Reoptimisation(day)];

    /// <summary>What it is called.</summary>
    internal abstract string Name { get; }

    /// <summary>Takes in what happened, and makes the best of it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="id">The id of the entry of the ledger.</param>
    /// <param name="what">What happened.</param>
    /// <param name="now">When it became known.</param>
    internal abstract void Answer(DayPlan plan, string id, Disruption what, Moment now);

    /// <summary>Finds a place today for somebody who calls.</summary>
    /// <returns>Whether there is one.</returns>
    internal virtual bool Serve(DayPlan plan, UrgentCall call, Interval today, Moment now) =>
        plan.TryBook(call.Id, call.Service, call.Customer, today, ImpactAllowed.None, now);

    /// <summary>What is left of a plan when somebody has only taken in what happened.</summary>
    internal static Board Known(DayPlan plan, string id, Disruption what, Moment now)
    {
        DayPlan copy = plan.Copy();
        TakeIn(copy, id, what, now);
        return copy.Board;
    }

    /// <summary>What goes on in the background when the answer has been given.</summary>
    internal virtual void Afterwards(DayPlan plan, Moment now)
    {
    }

    /// <summary>Takes in what happened and puts nothing back: whoever lost their place is broken.</summary>
    /// <returns>Who lost it, as they were.</returns>
    private protected static ImmutableArray<LostWork> TakeIn(DayPlan plan, string id, Disruption what, Moment now)
    {
        Board before = plan.Board;
        plan.Send(new HandleDisruption(id, what, new RepairBudget(MaximumResources: 0), null), now);
        return [.. before.Commitments.Values.Select(entry => entry.Commitment)
            .Where(work => work.State != CommitmentState.Broken && plan.Board.Commitments[work.Id].Commitment.State == CommitmentState.Broken)
            .Select(work => new LostWork(work, before.PlannedTimes(work) is [var during, ..] ? during : null))];
    }

    /// <summary>What has lost its place stays without: its customer is called.</summary>
    private sealed class NoRepair : Way
    {
        internal override string Name => "no repair";

        internal override void Answer(DayPlan plan, string id, Disruption what, Moment now) => TakeIn(plan, id, what, now);
    }

    /// <summary>What has lost its place gets the cheapest free one; nobody else is moved.</summary>
    private sealed class Greedily : Way
    {
        internal override string Name => "greedy reinsertion";

        internal override void Answer(DayPlan plan, string id, Disruption what, Moment now)
        {
            ImmutableArray<LostWork> lost = TakeIn(plan, id, what, now);
            plan.Take(GreedyReinsertion.Find(plan.Board, lost, RepairBudget.Unlimited, now).Changes, now);
        }
    }

    /// <summary>
    /// What a silo does: the smallest change inside promises, and whoever lost their place gets one again when there is room; for an urgent caller what is told may
    /// move inside its promise.
    /// </summary>
    private class SmallestRepair : Way
    {
        private readonly SortedDictionary<string, LostBooking> _lost = new(StringComparer.Ordinal);
        private int _tries;

        internal override string Name => Ours;

        internal override void Answer(DayPlan plan, string id, Disruption what, Moment now)
        {
            Board before = plan.Board;
            plan.Send(new HandleDisruption(id, what, RepairBudget.Unlimited, null), now);
            foreach (string broken in plan.Board.Broken.Where(broken => before.Commitments[broken].Commitment.State == CommitmentState.Confirmed))
                _lost[broken] = new LostBooking(before.Commitments[broken].Commitment, before.PlannedTimes(before.Commitments[broken].Commitment) is [var during, ..] ? during : null, what);
        }

        internal override void Afterwards(DayPlan plan, Moment now)
        {
            foreach ((string id, LostBooking lost) in _lost)
            {
                if (plan.Board.Broken.Contains(id)) plan.TrySend(new ReturnBooking($"BACK{++_tries:0000}", lost), now);
            }
        }

        internal override bool Serve(DayPlan plan, UrgentCall call, Interval today, Moment now) =>
            plan.TryBook(call.Id, call.Service, call.Customer, today, ImpactAllowed.WithinPromises, now);
    }

    /// <summary>The same, and behind it the optimiser a silo has, for which moving what was told has its price.</summary>
    private sealed class RepairAndOptimiser(WaterDay day) : SmallestRepair
    {
        internal override string Name => OursAndOptimiser;

        internal override void Afterwards(DayPlan plan, Moment now)
        {
            plan.Improve(new ImprovementOptions { FirstDay = day.Number, Days = 1, MostWork = int.MaxValue, Rounds = day.Settings.Rounds, Stability = day.Settings.Stability }, now, (ulong)day.Settings.Seed);
            base.Afterwards(plan, now);
        }
    }

    /// <summary>All that has not begun is planned anew. A caller who finds no place finds one perhaps after that, or where told work moves inside its promise.</summary>
    private sealed class Reoptimisation(WaterDay day) : Way
    {
        internal override string Name => Full;

        internal override void Answer(DayPlan plan, string id, Disruption what, Moment now)
        {
            TakeIn(plan, id, what, now);
            PlanAnew(plan, now);
        }

        internal override bool Serve(DayPlan plan, UrgentCall call, Interval today, Moment now)
        {
            bool isServed = base.Serve(plan, call, today, now);
            PlanAnew(plan, now);
            // As a silo: who serves fewer callers has fewer promises to break.
            return isServed || plan.TryBook(call.Id, call.Service, call.Customer, today, ImpactAllowed.WithinPromises, now);
        }

        private void PlanAnew(DayPlan plan, Moment now) => WholeDay.PlanAnew(plan, day.Number, now, day.Settings.Rounds, (ulong)day.Settings.Seed);
    }
}
