using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Proposals;

/// <summary>What several serve together and what takes several steps is proposed another place too, kept for all of them at once.</summary>
public sealed class ProposedGroupTests
{
    [Fact]
    public void Whoever_is_absent_the_first_that_is_proposed_can_be_accepted_at_once_and_any_other_way_is_done_whole_or_not_at_all() => Laws.Hold(random =>
    {
        Branch branch = GroupRepairLawTests.AnyBranch(random);
        Proposal[] proposed = Propose(branch, random.Next());
        for (int number = 0; number < proposed.Length; number++)
        {
            int way = number == 0 ? 0 : random.Next(0, proposed[number].Alternatives.Length);
            Board before = branch.Board;
            Decision accepted = branch.Send(new AcceptProposal(proposed[number].Id, way, null, null));
            if (number == 0) accepted.Refusal.ShouldBeNull();
            if (accepted.Refusal is not null) branch.Board.ShouldBeSameAs(before);
            else
            {
                ProposedMove move = accepted.Answer!.Proposal!.Alternatives[way].Moves[0];
                branch.CommitmentOf(move.Commitment).State.ShouldBe(CommitmentState.Confirmed);
                branch.Board.PlannedTimes(branch.CommitmentOf(move.Commitment)).ShouldBe(move.PlannedTo);
            }
        }
    }, cases: 40);

    [Fact]
    public void Refused_or_expired_a_group_gives_back_the_places_of_all_who_would_have_come() => Laws.Hold(random =>
    {
        Branch branch = GroupRepairLawTests.AnyBranch(random);
        foreach (Proposal proposal in Propose(branch, random.Next()).Where(_ => random.Next(0, 2) == 0)) branch.Done(new RefuseProposal(proposal.Id, null));
        branch.Now += Seconds.FromHours(1);
        branch.Done(new ExpireHolds());

        branch.Board.Proposals.ShouldBeEmpty();
        branch.Board.Holds.ShouldBeEmpty();
    }, cases: 20);

    [Fact]
    public void Random_groups_are_proposed_other_places_and_accept_other_ways()
    {
        (int groups, int steps, int others) = (0, 0, 0);
        for (int seed = 0; seed < 40; seed++)
        {
            Branch branch = GroupRepairLawTests.AnyBranch(new Random(seed));
            foreach (Proposal proposal in Propose(branch, seed).Where(one => one.Kept()[0].To.Sum(step => step.Assignments.Length) > 1))
            {
                groups++;
                if (proposal.Kept()[0].To.Length > 1) steps++;
                if (proposal.Alternatives.Length > 1 && branch.Send(new AcceptProposal(proposal.Id, 1, null, null)).Refusal is null) others++;
            }
        }
        string seen = $"{groups} groups, {steps} of several steps, {others} had another way";
        groups.ShouldBeGreaterThan(5, seen);
        steps.ShouldBeGreaterThan(0, seen);
        others.ShouldBeGreaterThan(0, seen);
    }

    /// <summary>Lets somebody be absent on the Monday, and tells what is proposed.</summary>
    private static Proposal[] Propose(Branch branch, int number)
    {
        ResourceEntry[] all = [.. branch.Board.Resources];
        Decision decision = branch.Send(new HandleDisruption(
            "REPAIR", new ResourceAbsent(all[number % all.Length].Resource.Id, Lyon.MondaySpan("00:00-23:00"), null), RepairBudget.Unlimited, null)
        { ProposeFor = Seconds.FromMinutes(30) });
        return [.. (decision.Answer?.Repair?.Proposals ?? []).Select(id => branch.Board.Proposals[id].Proposal)];
    }
}
