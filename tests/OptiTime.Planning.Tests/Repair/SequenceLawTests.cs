using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.ByHand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>
/// Days on which everybody acts: callers, the field, dispatchers, customers who answer proposals, the optimiser; on plans with work of several people and steps.
/// After every command the branch has its board checked.
/// </summary>
public sealed class SequenceLawTests
{
    private static readonly ImprovementOptions Little = new() { Rounds = 300, Stability = 0.01 };

    private static readonly RefusalCode[] BadQuestions =
        [RefusalCode.Invalid, RefusalCode.UnknownResource, RefusalCode.AlreadyOver, RefusalCode.UnknownCommitment, RefusalCode.Proposed];

    [Fact]
    public void Whoever_does_what_in_whatever_order_no_promise_breaks_unlisted_and_nothing_is_lost_or_moved_once_it_has_begun() => Laws.Hold(random =>
    {
        Branch branch = AnyBranch(random);
        for (int step = 0; step < 25; step++) Play(branch, random, []);
        LogChecker.Check(branch.Log).ShouldBeEmpty();
        Board replayed = branch.Log.Skip(1).Aggregate(Board.Begin(branch.Log[0]), (board, entry) => board.Apply(entry));
        Facts.Of(BoardSnapshot.Of(replayed)).ShouldBe(Facts.Of(BoardSnapshot.Of(branch.Board)));
        Facts.Of(BoardSnapshot.Of(Board.Restore(BoardSnapshot.Of(branch.Board)))).ShouldBe(Facts.Of(BoardSnapshot.Of(branch.Board)));
    }, cases: 60);

    [Fact]
    public void Random_days_are_worth_watching()
    {
        var random = new Random(3);
        var seen = new Dictionary<string, int>();
        for (int day = 0; day < 90; day++)
        {
            Branch branch = AnyBranch(random);
            for (int step = 0; step < 20; step++) Play(branch, random, seen);
        }
        string all = string.Join(", ", seen.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
        string[] often =
        [
            "HandleDisruption done", "AcceptProposal done", "RefuseProposal done", "RearrangeWork done", "AssignWork done", "CancelBooking done",
            "several steps lost", "begun work kept its begun steps", "the rest was put back",
        ];
        foreach (string kind in often) seen.GetValueOrDefault(kind).ShouldBeGreaterThan(1, $"{kind}: {all}");
    }

    private static Branch AnyBranch(Random random)
    {
        Branch branch = random.Next(0, 3) == 0 ? Towns.Busy(random, bookings: 14) : Crews.Busy(random, bookings: 8);
        for (int index = random.Next(0, 5); index > 0; index--)
        {
            SearchQuery query = Crews.AnyCourse(branch, random, mayTravel: true);
            if (branch.Search(query).Offers is [var first, ..])
                branch.Send(new Book(branch.NewId("C"), branch.Terms(query, first) with { AnyResource = random.Next(0, 3) > 0 }, null, null));
        }
        for (int job = random.Next(0, 3); job > 0; job--) Crews.RecordJob(branch, random);
        branch.PlanJobs();
        if (branch.Now < Lyon.OnMonday("06:00")) branch.Now = Lyon.OnMonday("06:00") + Seconds.FromMinutes(random.Next(0, 2_400));
        return branch;
    }

    private static void Play(Branch branch, Random random, Dictionary<string, int> seen)
    {
        Board before = branch.Board;
        foreach (Command command in Any(branch, random).ToList())
        {
            before = branch.Board;
            Decision decision = branch.Send(command);
            Count($"{command.GetType().Name} {(decision.Refusal is null ? "done" : "refused")}");
            if (command is HandleDisruption handle) Happened(branch, before, handle, decision, Count);
            if (command is AcceptProposal or RefuseProposal or RearrangeWork) StaysBegun(branch, before, null);
        }
        if (random.Next(0, 3) == 0) branch.Now += Seconds.FromMinutes(random.Next(0, 120));
        NothingIsLost(branch);

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    private static IEnumerable<Command> Any(Branch branch, Random random)
    {
        Board board = branch.Board;
        Commitment? any = board.Commitments.Count == 0 ? null : board.Commitments.Values.ElementAt(random.Next(0, board.Commitments.Count)).Commitment;
        // Whoever is called answers soon.
        switch (!board.Proposals.IsEmpty && random.Next(0, 2) == 0 ? 4 : random.Next(0, 10))
        {
            case 0 or 1 or 2 or 3:
                yield return AnyDisruption.On(branch, random) with { ProposeFor = random.Next(0, 3) > 0 ? Seconds.FromHours(2) : null };
                break;
            case 4 when !board.Proposals.IsEmpty:
                Proposal open = board.Proposals.Values.ElementAt(random.Next(0, board.Proposals.Count)).Proposal;
                yield return random.Next(0, 3) == 0 ? new RefuseProposal(open.Id, null) : new AcceptProposal(open.Id, random.Next(0, open.Alternatives.Length), null, null);
                break;
            case 5:
                PlanImprovement found = PlanImprover.Improve(board, branch.Catalogue, branch.Now, Little, (ulong)random.Next(), CancellationToken.None);
                foreach (ImprovementBatch batch in found.Batches) yield return new RearrangeWork(batch.Moves, Little);
                break;
            case 6 when any is not null:
                yield return HandLawTests.AnyCommand(branch, any, random);
                break;
            case 7 when any is { IsBooking: true }:
                yield return new CancelBooking(any.Id, null);
                break;
            case 8:
                yield return random.Next(0, 2) == 0 ? new AdvanceHorizon() : new ExpireHolds();
                break;
            default:
                RandomWorkTests.Work(branch, random);
                break;
        }
    }

    /// <summary>A fact is taken in, whatever it costs; what was previewed is done; the ledger has all that became of anybody.</summary>
    private static void Happened(Branch branch, Board before, HandleDisruption command, Decision decision, Action<string> count)
    {
        if (decision.Refusal is { } refusal)
        {
            refusal.Code.ShouldBeOneOf(BadQuestions, $"{command}: {refusal.Message}");
            return;
        }
        Decision preview = Planning.Holds.Decider.Decide(before, branch.Catalogue, command, branch.Now, before.Version + 1);
        Facts.Of(preview.Changes).ShouldBe(Facts.Of(decision.Changes));
        StaysBegun(branch, before, command.Disruption);
        ILookup<string, RepairLine> lines = decision.Answer!.Repair!.Lines.ToLookup(line => line.Commitment);
        foreach (Commitment was in before.Commitments.Values.Select(entry => entry.Commitment))
        {
            bool lives = branch.Board.Commitments.TryGetValue(was.Id, out CommitmentEntry entry);
            if (!lives) was.State.ShouldBe(CommitmentState.Held, was.Id);
            if (lives && was is { State: CommitmentState.Confirmed, AnyResource: not true } && entry.Commitment.State == CommitmentState.Broken)
                was.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource).ShouldContain(entry.Commitment.Wanted.ShouldNotBeNull()[0], was.Id);
            // A place that was kept for a proposal is in no ledger: it comes and goes with that.
            if (was.Proposal is not null) continue;
            (int Step, string Told)[] then = [.. SeatsOf(before, was)], now = lives ? [.. SeatsOf(branch.Board, entry.Commitment)] : [];
            int[] changed = [.. then.Except(now).Concat(now.Except(then)).Select(seat => seat.Step).Distinct().Order()];
            lines[was.Id].Select(line => line.Step).Order().SequenceEqual(changed).ShouldBeTrue($"{was.Id} was {string.Join(", ", then)} and is {string.Join(", ", now)} after {command}: {string.Join(", ", lines[was.Id])}");
            if (was.State == CommitmentState.Confirmed && entry.Commitment.State == CommitmentState.Broken) lines[was.Id].ShouldContain(line => line.Outcome == RepairOutcome.Broken);
            if (was.Steps.Length < 2 || changed.Length == 0) continue;
            count("several steps lost");
            if (before.PlannedTimes(was) is [var first, ..] && first.From <= branch.Now && now.Any(seat => seat.Step == 0))
                count(entry.Commitment.State == CommitmentState.Broken ? "begun work kept its begun steps" : "the rest was put back");
        }
    }

    /// <summary>What has begun is where it was, but for what the field says of it, or what cannot have begun because somebody is still elsewhere.</summary>
    private static void StaysBegun(Branch branch, Board before, Disruption? disruption)
    {
        string? concerned = disruption switch
        {
            WorkOverruns overrun => overrun.Commitment,
            CustomerAbsent missing => missing.Commitment,
            _ => null,
        };
        HashSet<string> behind = [.. disruption is WorkOverruns late ? Behind(before, late) : []];
        foreach (Commitment was in before.Commitments.Values.Select(entry => entry.Commitment).Where(was => was.Id != concerned && !behind.Contains(was.Id)))
        {
            if (!branch.Board.Commitments.TryGetValue(was.Id, out CommitmentEntry entry)) continue;
            for (int step = 0; step < was.Steps.Length; step++)
            {
                if (before.TimeOf(was, step) is not { } time || time.From > branch.Now || IsToBeJoined(before, was, step, branch.Now)) continue;
                branch.Board.TimeOf(entry.Commitment, step).ShouldBe(time, $"{was.Id} step {step} has begun");
                entry.Commitment.Steps[step].Assignments.ShouldBe(was.Steps[step].Assignments);
            }
        }
    }

    /// <summary>Whether somebody has still to come for their part of a step: who then cannot come costs it its place.</summary>
    private static bool IsToBeJoined(Board board, Commitment work, int step, Moment now) =>
        Enumerable.Range(0, work.Steps[step].Assignments.Length).Any(who => board.Find(work, step, who) is { Stop: var stop } && stop.Start > now);

    private static IEnumerable<string> Behind(Board board, WorkOverruns overrun)
    {
        Commitment work = board.Commitments[overrun.Commitment].Commitment;
        foreach (int assignment in Enumerable.Range(0, work.Steps[overrun.Step].Assignments.Length))
        {
            if (board.Find(work, overrun.Step, assignment) is not { } standing) continue;
            foreach (Planning.Tours.TourStop stop in standing.Tour.Stops.Skip(standing.Index + 1)) yield return stop.Commitment;
        }
    }

    /// <summary>Who does which step when, in words.</summary>
    private static IEnumerable<(int, string)> SeatsOf(Board board, Commitment work) =>
        from step in Enumerable.Range(0, work.Steps.Length)
        from index in Enumerable.Range(0, work.Steps[step].Assignments.Length)
        let standing = board.Find(work, step, index)
        where standing is not null
        select (step, $"{work.Steps[step].Assignments[index].Resource}/{work.Steps[step].Assignments[index].Unit} {standing.Value.Stop.StepTime}");

    /// <summary>Whatever was confirmed stands, is on the call-back list, was called off, or was served before its day left the board.</summary>
    private static void NothingIsLost(Branch branch)
    {
        var told = new Dictionary<string, Commitment>(StringComparer.Ordinal);
        foreach (Change change in branch.Log.SelectMany(entry => entry.Changes))
        {
            if (change is CommitmentRecorded { Commitment: { IsBooking: true } booking }) told[booking.Id] = booking;
            if (change is CommitmentEnded ended) told.Remove(ended.Id);
        }
        foreach (Commitment booking in told.Values)
        {
            if (branch.Board.Commitments.ContainsKey(booking.Id)) branch.Board.Broken.Contains(booking.Id).ShouldBe(booking.State == CommitmentState.Broken);
            else
            {
                booking.State.ShouldBe(CommitmentState.Confirmed, $"{booking.Id} is forgotten");
                booking.Steps.ShouldAllBe(step => step.EarliestStart < branch.Board.Clock.StartOf(branch.Board.FirstDay + 1));
            }
        }
    }
}
