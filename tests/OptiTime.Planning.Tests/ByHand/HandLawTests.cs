using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.ByHand;

/// <summary>Whatever dispatchers do by hand between bookings, the checker finds no breach: the branch asks it after every command.</summary>
public sealed class HandLawTests
{
    [Fact]
    public void Nothing_done_by_hand_breaks_a_promise_that_is_not_told_anew() => Laws.Hold(random =>
    {
        Branch branch = random.Next(0, 2) == 0 ? Towns.Busy(random, bookings: 8) : Crews.Busy(random);
        for (int job = random.Next(0, 4); job > 0; job--) Crews.RecordJob(branch, random);
        branch.PlanJobs();
        for (int step = 0; step < 20; step++)
        {
            if (branch.Board.Commitments.Count == 0) return;
            CommitmentEntry any = branch.Board.Commitments.Values.ElementAt(random.Next(0, branch.Board.Commitments.Count));
            HandCommand command = AnyCommand(branch, any.Commitment, random);
            Answer? answer = branch.Send(command).Answer;
            if (answer?.Commitment is { State: CommitmentState.Confirmed } after && command is AssignWork && !answer.ByHand!.CallCustomer)
                after.Steps.Select(one => one.Promise).ShouldBe(any.Commitment.Steps.Select(one => one.Promise));
            if (random.Next(0, 4) == 0) branch.Now += Seconds.FromMinutes(random.Next(0, 90));
        }
    }, cases: 120);

    [Fact]
    public void What_is_pinned_stays_with_whom_and_in_what_it_was_told_whoever_else_comes() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 8);
        foreach (Commitment work in branch.Board.Commitments.Values.Select(entry => entry.Commitment).ToList()) branch.Send(new PinWork(work.Id, work.IsJob, "x"));
        var pinned = branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(work => work.Pinned == true).ToDictionary(work => work.Id);
        for (int step = 0; step < 6; step++)
        {
            SearchQuery query = Towns.AnyQuery(branch, random) with { Impact = ImpactAllowed.WithinPromises };
            if (branch.Search(query).Offers is [var offer, ..]) branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offer), null, null));
        }
        foreach (Commitment work in branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(work => pinned.ContainsKey(work.Id)))
            work.Steps[0].ShouldSatisfyAllConditions(step => step.Assignments.ShouldBe(pinned[work.Id].Steps[0].Assignments), step => step.Promise.ShouldBe(pinned[work.Id].Steps[0].Promise));
    }, cases: 60);

    internal static HandCommand AnyCommand(Branch branch, Commitment work, Random random)
    {
        if (random.Next(0, 8) == 0) return new UnassignWork(work.Id, work.IsJob, "x");
        if (random.Next(0, 8) == 0) return new PinWork(work.Id, work.IsJob, "x");
        if (random.Next(0, 8) == 0) return new UnpinWork(work.Id, work.IsJob, null);
        string[] resources = [.. branch.Board.Resources.Select(entry => entry.Resource.Id)];
        string[] roles = [.. work.Steps.SelectMany(step => step.Assignments).Select(who => who.Role.Name).Append("technician").Distinct()];
        AssignedRole[] named = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new AssignedRole(roles[random.Next(0, roles.Length)], resources[random.Next(0, resources.Length)]))];
        Moment? start = named.Length == 0 || random.Next(0, 2) == 0 ? branch.Now + Seconds.FromMinutes(random.Next(-60, 2_000)) : null;
        return new AssignWork(work.Id, work.IsJob, [.. named], start, random.Next(0, 4) == 0 ? null : "x", random.Next(0, 2) == 0);
    }
}
