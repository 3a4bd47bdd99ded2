using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Holds;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Bookings that lost their place and are given one again when there is room. After every command the branch has its board checked.</summary>
public sealed class ReturnLawTests
{
    [Fact]
    public void What_is_given_a_place_again_has_what_was_promised_and_no_other_booking_is_with_somebody_else_or_on_another_day() => Laws.Hold(random =>
    {
        Branch branch = AnyBranch(random);
        for (int step = 0; step < 12; step++) TryStep(branch, random);
        LogChecker.Check(branch.Log).ShouldBeEmpty();
    }, cases: 60);

    [Fact]
    public void Some_are_given_a_place_again()
    {
        var random = new Random(11);
        int returned = 0;
        for (int day = 0; day < 120; day++)
        {
            Branch branch = AnyBranch(random);
            for (int step = 0; step < 12; step++) returned += TryStep(branch, random);
        }
        returned.ShouldBeGreaterThan(2);
    }

    /// <summary>A branch at work: rooms and technicians, or crews that work together.</summary>
    private static Branch AnyBranch(Random random)
    {
        Branch branch = random.Next(0, 3) == 0 ? Crews.Busy(random, bookings: 8) : Towns.Busy(random, bookings: 14);
        if (branch.Now < Lyon.OnMonday("06:00")) branch.Now = Lyon.OnMonday("06:00");
        return branch;
    }

    /// <summary>Something happens, now and then somebody new can come, and whatever is broken is tried.</summary>
    /// <returns>How many were given a place.</returns>
    private static int TryStep(Branch branch, Random random)
    {
        if (random.Next(0, 3) > 0)
            branch.Send(random.Next(0, 4) == 0 ? AnyDisruption.On(branch, random) : new HandleDisruption(branch.NewId("R"), HardDays.AnyAbsence(branch, random), RepairBudget.Unlimited, null));
        else RandomWorkTests.Work(branch, random);
        if (random.Next(0, 2) == 0) branch.Hire(Lyon.Technician(branch.NewId("T")));
        return branch.Board.Broken.Count(id => Return(branch, id));
    }

    private static bool Return(Branch branch, string id)
    {
        Board before = branch.Board;
        if (LostBooking.Of(id, branch.Log) is not { } lost) return false;
        lost.Disruption.ShouldNotBeOfType<CustomerAbsent>();
        Decision decision = branch.Send(new ReturnBooking(branch.NewId("R"), lost));
        if (decision.Refusal is { } refusal)
        {
            refusal.Code.ShouldBeOneOf([RefusalCode.OfferTaken, RefusalCode.Proposed], refusal.Message);
            return false;
        }
        Commitment now = branch.CommitmentOf(id);
        now.State.ShouldBe(CommitmentState.Confirmed);
        now.Steps.Select(step => step.Promise).ShouldBe(lost.Before.Steps.Select(step => step.Promise));
        (now.Service, now.Customer, now.Offer).ShouldBe((lost.Before.Service, lost.Before.Customer, lost.Before.Offer));
        RepairEntry written = decision.Changes.OfType<RepairRecorded>().ShouldHaveSingleItem().Repair;
        written.After.Broken.ShouldBe(written.Before.Broken - 1);
        written.Lines.ShouldContain(line => line.Commitment == id && line.Outcome == RepairOutcome.Moved && line.Why.StartsWith("there is room for it again: "));
        written.Lines.Where(line => line.Was is CommitmentState.Confirmed or CommitmentState.Held).ShouldAllBe(line => line.Outcome == RepairOutcome.Slid);
        now.Wanted.ShouldBeNull();
        string[] serving = [.. now.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource)];
        foreach (string wanted in before.Commitments[id].Commitment.Wanted ?? []) serving.ShouldContain(wanted);
        foreach (Commitment other in before.Commitments.Values.Select(entry => entry.Commitment).Where(one => one.Id != id && !one.IsJob))
            branch.CommitmentOf(other.Id).Steps.SelectMany(step => step.Assignments).ShouldBe(other.Steps.SelectMany(step => step.Assignments));
        return true;
    }
}
