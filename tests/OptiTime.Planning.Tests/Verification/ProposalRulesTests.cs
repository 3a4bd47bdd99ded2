using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Verification;

/// <summary>Each test spoils a board or a log with a proposal in one way, and the checkers notice.</summary>
public sealed class ProposalRulesTests
{
    private static Snapshot Opened()
    {
        Branch branch = CrowdedMonday.Begin();
        CrowdedMonday.Open(branch);
        return BoardSnapshot.Of(branch.Board);
    }

    private static void Breaks(Snapshot whole, Func<Change, Change?> spoil)
    {
        BoardChecker.Check(whole).ShouldBeEmpty();
        ImmutableArray<RecordedChange> spoilt = [.. whole.Changes.Select(change => (change.Version, Change: spoil(change.Change))).Where(change => change.Change is not null).Select(change => new RecordedChange(change.Version, change.Change!))];
        BoardChecker.Check(whole with { Changes = spoilt }).Select(breach => breach.Rule).ShouldContain(PlanRules.Proposal);
    }

    private static Change OfKept(Change change, Func<Commitment, Commitment> spoil) =>
        change is CommitmentRecorded { Commitment.Proposal: not null } recorded ? recorded with { Commitment = spoil(recorded.Commitment) } : change;

    [Fact]
    public void What_is_kept_for_no_proposal_is_named() => Breaks(Opened(), change => change is ProposalOpened ? null : change);

    [Fact]
    public void A_proposal_that_keeps_nothing_is_named() => Breaks(Opened(), change => OfKept(change, kept => kept with { Proposal = null }));

    [Fact]
    public void What_lives_longer_than_its_proposal_is_named() => Breaks(Opened(), change => OfKept(change, kept => kept with { HeldUntil = kept.HeldUntil + new Seconds(1) }));

    [Fact]
    public void Another_place_than_the_one_proposed_is_named() => Breaks(
        Opened(), change => OfKept(change, kept => kept with { Steps = [kept.Steps[0] with { Promise = CrowdedMonday.Monday with { To = kept.Steps[0].Promise.To } }] }));

    [Fact]
    public void Whoever_was_pinned_and_moved_is_named()
    {
        Snapshot whole = Opened();
        string pinned = whole.Changes.Select(change => change.Change).OfType<ProposalOpened>().Single().Proposal.Kept()[0].Commitment;
        Breaks(whole, change => change is CommitmentRecorded recorded && recorded.Commitment.Id == pinned
            ? recorded with { Commitment = recorded.Commitment with { Steps = [recorded.Commitment.Steps[0] with { Promise = CrowdedMonday.Monday }] } } : change);
    }

    [Fact]
    public void A_newcomer_who_stands_there_already_is_named()
    {
        Snapshot whole = Opened();
        Commitment newcomer = whole.Changes.Select(change => change.Change).OfType<ProposalOpened>().Single().Proposal.Newcomer!;
        BoardChecker.Check(whole with { Changes = [.. whole.Changes, new RecordedChange(1, new CommitmentRecorded(newcomer))] })
            .Select(breach => breach.Rule).ShouldContain(PlanRules.Proposal);
    }

    [Fact]
    public void Two_proposals_that_pin_the_same_are_named()
    {
        Snapshot whole = Opened();
        Proposal proposal = whole.Changes.Select(change => change.Change).OfType<ProposalOpened>().Single().Proposal;
        var other = new ProposalOpened(proposal with { Id = "OTHER", Alternatives = [new Alternative([proposal.Kept()[0] with { Reservation = null }])] });
        BoardChecker.Check(whole with { Changes = [.. whole.Changes, new RecordedChange(1, other)] }).Select(breach => breach.Rule).ShouldContain(PlanRules.Proposal);
    }

    [Fact]
    public void A_proposal_that_moves_nobody_is_named() =>
        Breaks(Opened(), change => change is ProposalOpened opened ? new ProposalOpened(opened.Proposal with { Alternatives = [] }) : change);

    [Fact]
    public void A_proposal_that_ends_twice_or_without_having_begun_is_named()
    {
        Branch branch = CrowdedMonday.Begin();
        CrowdedMonday.Open(branch);
        branch.Done(new RefuseProposal(CrowdedMonday.Newcomer, null));
        Last(branch, entry => [.. entry.Changes, new ProposalEnded("NOBODY", ProposalEnding.Refused, null, null)]).ShouldContain(PlanRules.Proposal);
        Last(branch, entry => [.. entry.Changes, new ProposalEnded(CrowdedMonday.Newcomer, ProposalEnding.Refused, null, null)]).ShouldContain(PlanRules.Proposal);
    }

    [Fact]
    public void A_proposal_that_expires_before_its_time_is_named()
    {
        Branch branch = CrowdedMonday.Begin();
        CrowdedMonday.Open(branch);
        branch.Done(new RefuseProposal(CrowdedMonday.Newcomer, null));
        Last(branch, entry => [.. entry.Changes.Select(change => change is ProposalEnded ended ? ended with { Ending = ProposalEnding.Expired } : change)]).ShouldContain(PlanRules.Proposal);
    }

    [Fact]
    public void A_promise_that_became_another_without_an_accepted_proposal_is_named()
    {
        Branch branch = CrowdedMonday.Begin();
        CrowdedMonday.Open(branch);
        branch.Done(new AcceptProposal(CrowdedMonday.Newcomer, 0, null, null));
        Last(branch, entry => [.. entry.Changes.Select(change => change is ProposalEnded ended ? ended with { Ending = ProposalEnding.Refused, Alternative = null } : change)])
            .ShouldContain(PlanRules.Proposal);
    }

    /// <summary>The rules broken by the log whose last entry was spoilt.</summary>
    private static IEnumerable<string> Last(Branch branch, Func<LogEntry, ImmutableArray<Change>> spoil)
    {
        LogChecker.Check(branch.Log).ShouldBeEmpty();
        return LogChecker.Check([.. branch.Log.SkipLast(1), branch.Log[^1] with { Changes = spoil(branch.Log[^1]) }]).Select(breach => breach.Rule);
    }
}
