using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Days on which everything happens: after every command the branch has its board checked.</summary>
public sealed class DisruptionLawTests
{
    [Fact]
    public void Whatever_happens_no_promise_breaks_that_the_ledger_does_not_list_and_nothing_is_forgotten() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 14);
        for (int step = 0; step < 25; step++)
        {
            if (random.Next(0, 3) > 0) Disturb(branch, AnyDisruption.On(branch, random));
            else Work(branch, random);
        }
        LogChecker.Check(branch.Log).ShouldBeEmpty();
        Facts.Of(BoardSnapshot.Of(Board.Restore(BoardSnapshot.Of(branch.Board)))).ShouldBe(Facts.Of(BoardSnapshot.Of(branch.Board)));
    }, cases: 80);

    [Fact]
    public void A_preview_is_what_is_then_done() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 14);
        HandleDisruption command = AnyDisruption.On(branch, random);
        Decision preview = Decider.Decide(branch.Board, branch.Catalogue, command, branch.Now, branch.Board.Version + 1);
        Decision done = branch.Send(command);
        Facts.Of(done.Answer?.Repair).ShouldBe(Facts.Of(preview.Answer?.Repair));
        Facts.Of(done.Changes).ShouldBe(Facts.Of(preview.Changes));
    }, cases: 60);

    [Fact]
    public void The_ledger_counts_the_same_tours_before_and_after_whatever_is_proposed() => Laws.Hold(random =>
    {
        Branch branch = random.Next(0, 2) == 0 ? Towns.Busy(random, bookings: 14) : HardDays.Any(random, technicians: 4, calls: 20);
        Board before = branch.Board;
        HandleDisruption command = AnyDisruption.On(branch, random) with { ProposeFor = null };
        Decision decision = Decider.Decide(before, branch.Catalogue, command, branch.Now, before.Version + 1);
        if (decision.Answer?.Repair is not { } repair) return;
        Board after = before.Assuming(decision.Changes, decision.Places, before.Version + 1, branch.Now);
        (repair.After.Travel - repair.Before.Travel).ShouldBe(RoadOf(after) - RoadOf(before));
        RepairEntry proposing = branch.Done(command with { ProposeFor = Seconds.FromHours(1) }).Repair!;
        (proposing.Before, proposing.After).ShouldBe((repair.Before, repair.After));
    }, cases: 80);

    [Fact]
    public void A_budget_is_kept() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 14);
        var budget = new RepairBudget(0, Seconds.FromMinutes(random.Next(0, 60)), random.Next(0, 3));
        if (branch.Send(AnyDisruption.On(branch, random, budget)).Answer?.Repair is not { } repair) return;
        // Whom an overrun pushes past midnight the field has moved, and not the repair.
        RepairLine[] moved =
            [.. repair.Lines.Where(line => line.Outcome == RepairOutcome.Moved && (repair.Disruption is not WorkOverruns || line.FromResource != line.ToResource))];
        moved.ShouldAllBe(line => line.Shift <= budget.MaximumShift!.Value);
        moved.Select(line => line.ToResource).Distinct().Count().ShouldBeLessThanOrEqualTo(budget.MaximumResources!.Value);
    }, cases: 100);

    [Fact]
    public void Random_disruptions_are_worth_watching()
    {
        var random = new Random(5);
        var seen = new Dictionary<string, int>();
        for (int day = 0; day < 120; day++)
        {
            Branch branch = Towns.Busy(random, bookings: 14);
            for (int step = 0; step < 6; step++)
            {
                HandleDisruption command = AnyDisruption.On(branch, random);
                Decision decision = branch.Send(command);
                Count($"{command.Disruption.GetType().Name} {(decision.Refusal is null ? "done" : "refused")}");
                foreach (RepairLine line in decision.Answer?.Repair?.Lines ?? []) Count(line.Outcome.ToString());
            }
        }
        string all = string.Join(", ", seen.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
        string[] done = [nameof(ResourceAbsent), nameof(ResourceBrokenDown), nameof(ResourceLate), nameof(SiteClosed), nameof(CustomerAbsent), nameof(WorkOverruns), nameof(TrafficSlow), nameof(UrgentWork)];
        foreach (string kind in done) seen.GetValueOrDefault(kind + " done").ShouldBeGreaterThan(5, all);
        foreach (RepairOutcome outcome in new[] { RepairOutcome.Slid, RepairOutcome.Moved, RepairOutcome.Placed, RepairOutcome.Broken }) seen.GetValueOrDefault(outcome.ToString()).ShouldBeGreaterThan(1, all);

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    /// <summary>Something else than a disruption: bookings, holds, jobs, calls to customers.</summary>
    private static void Work(Branch branch, Random random)
    {
        switch (random.Next(0, 4))
        {
            case 0:
                Moment from = branch.Now + Seconds.FromMinutes(random.Next(0, 600));
                branch.Record(Sold.Boiler, Towns.AnyPoint(random), new Interval(from, from + Seconds.FromMinutes(random.Next(120, 3_000))));
                branch.PlanJobs();
                break;
            case 1 when !branch.Board.Broken.IsEmpty:
                branch.Done(new NoteCall(branch.Board.Broken[random.Next(0, branch.Board.Broken.Count)], (CallOutcome)random.Next(0, 4), null));
                break;
            default:
                RandomWorkTests.Work(branch, random);
                break;
        }
    }

    private static void Disturb(Branch branch, HandleDisruption command)
    {
        Board before = branch.Board;
        Decision decision = branch.Send(command);
        if (decision.Refusal is { } refusal)
        {
            // What a disruption does to a plan is no reason to refuse it; only what cannot have happened is, and what begun work of several steps has to be asked about.
            refusal.Code.ShouldBeOneOf([RefusalCode.Invalid, RefusalCode.UnknownResource, RefusalCode.AlreadyOver, RefusalCode.UnknownCommitment], $"{command}: {refusal.Message}");
            return;
        }
        RepairEntry repair = decision.Answer!.Repair.ShouldNotBeNull();
        decision.Changes.OfType<RepairRecorded>().ShouldHaveSingleItem().Repair.ShouldBe(repair);
        ILookup<string, RepairLine> lines = repair.Lines.ToLookup(line => line.Commitment);
        foreach (Commitment work in before.Commitments.Values.Select(entry => entry.Commitment)) Account(branch, before, command.Disruption, work, [.. lines[work.Id]]);
        repair.After.Broken.ShouldBe(branch.Board.Broken.Count);
        branch.Board.Broken.ShouldBe(branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(work => work.State == CommitmentState.Broken).Select(work => work.Id));
    }

    /// <summary>What became of a commitment is in the ledger, and is something that may become of it.</summary>
    private static void Account(Branch branch, Board before, Disruption disruption, Commitment work, RepairLine[] lines)
    {
        bool lives = branch.Board.Commitments.TryGetValue(work.Id, out CommitmentEntry entry);
        if (!lives) work.State.ShouldBe(CommitmentState.Held, $"{work.Id} is gone");
        Interval[] was = [.. before.PlannedTimes(work)], now = lives ? [.. branch.Board.PlannedTimes(entry.Commitment)] : [];
        bool isSame = lives && was.SequenceEqual(now) && work.Steps[0].Assignments.SequenceEqual(entry.Commitment.Steps[0].Assignments);
        lines.Length.ShouldBe(isSame || work.Proposal is not null ? 0 : 1, $"{work.Id} was {work.State} at {string.Join(", ", was)} and is at {string.Join(", ", now)}");
        if (lives) entry.Commitment.Steps.Select(step => step.Promise).ShouldBe(work.Steps.Select(step => step.Promise));
        if (lives && work.State == CommitmentState.Confirmed) entry.Commitment.State.ShouldBe(now.Length == 0 ? CommitmentState.Broken : CommitmentState.Confirmed);
        if (was is [var begun] && begun.From <= branch.Now && Concerned(disruption) != work.Id && !IsBehind(before, disruption, work)) isSame.ShouldBeTrue($"{work.Id} has begun and moved");
    }

    private static Seconds RoadOf(Board board) => new(Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay)
        .SelectMany(day => board.ToursOf(day)).Sum(tour => Enumerable.Range(0, tour.Stops.Length + 1).Sum(index => tour.LegTo(index).Time.Value)));

    private static string? Concerned(Disruption disruption) => disruption switch
    {
        WorkOverruns overrun => overrun.Commitment,
        CustomerAbsent missing => missing.Commitment,
        _ => null,
    };

    /// <summary>Whether work stands behind work that overruns: then it cannot have begun, whatever the plan says.</summary>
    private static bool IsBehind(Board board, Disruption disruption, Commitment work) =>
        disruption is WorkOverruns overrun && board.Find(board.Commitments[overrun.Commitment].Commitment, 0) is { } first
        && board.Find(work, 0) is { } standing && standing.Tour == first.Tour && standing.Index > first.Index;
}
