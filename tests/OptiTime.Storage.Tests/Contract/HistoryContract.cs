using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>What a store must keep so that the past can be seen.</summary>
public abstract class HistoryContract(IStoreFactory factory) : StoreContract(factory)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<long[]> VersionsOf(string commitment) => [.. await Store.Plans.VersionsOfAsync("rhone", commitment, Stop)];

    private async Task Remove(int count, long after = 1)
    {
        for (long version = after; version < after + count; version++) await Written(Part("rhone", version, new SiteRemoved($"s{version}")));
    }

    [Fact]
    public async Task A_stretch_of_a_log_is_read_with_both_its_ends()
    {
        await Define("rhone");
        await Remove(599);

        (await Read(0, 3)).ShouldBe([1, 2, 3]);
        (await Read(200, 500)).ShouldBe(Enumerable.Range(201, 300).Select(version => (long)version));
        (await Read(598, 9_999)).ShouldBe([599, 600]);
        (await Read(7, 7)).ShouldBeEmpty();
        (await Read(600, 700)).ShouldBeEmpty();

        async Task<List<long>> Read(long after, long upTo) =>
            await Store.Log.ReadAsync("rhone", after, upTo, Stop).Select(entry => entry.Version).ToListAsync(Stop);
    }

    [Fact]
    public async Task Single_versions_are_read_in_order_with_their_places_and_those_that_are_not_there_are_left_out()
    {
        await Define("rhone", "r1");
        await Remove(3);
        await TryAppend(Append(Part("rhone", 4, new CommitmentRecorded(Hold("c1", "r1", place: "p1")))) with { Places = Places(("p1", null)) });
        List<LogEntry> all = await Entries("rhone");

        IReadOnlyList<LogEntry> some = await Store.Log.ReadAsync("rhone", [5, 2, 77], Stop);

        Structure.Of(some).ShouldBe(Structure.Of(new[] { all[1], all[4] }));
        some[1].Places.ShouldHaveSingleItem().Location.ShouldNotBeNull();
        (await Store.Log.ReadAsync("rhone", Array.Empty<long>(), Stop)).ShouldBeEmpty();
        (await Store.Log.ReadAsync("ain", [1], Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_version_at_a_time_is_the_last_one_taken_by_then()
    {
        await Define("rhone");
        await Remove(1);
        Clock.Now += Seconds.FromHours(1);
        await Remove(3, after: 2);
        Clock.Now += Seconds.FromHours(1);
        await Remove(1, after: 5);

        (await At(Morning - new Seconds(1))).ShouldBe(0);
        (await At(Morning)).ShouldBe(2);
        (await At(Morning + new Seconds(3_599))).ShouldBe(2);
        (await At(Morning + Seconds.FromHours(1))).ShouldBe(5);
        (await At(Morning + Seconds.FromHours(2))).ShouldBe(6);
        (await At(Morning + Seconds.FromHours(9_000))).ShouldBe(6);
        (await Store.Log.VersionAtAsync("ain", Morning, Stop)).ShouldBe(0);

        ValueTask<long> At(Moment time) => Store.Log.VersionAtAsync("rhone", time, Stop);
    }

    [Fact]
    public async Task Of_older_snapshots_one_is_kept_in_each_stretch_of_versions()
    {
        const long Apart = IPlanLog.SnapshotsApart;
        for (long version = Apart / 5; version <= (Apart * 3) + (Apart / 5); version += Apart / 5) await Save(version);

        (await NotAfter((Apart / 5) - 1)).ShouldBeNull();
        (await NotAfter(Apart - 1)).ShouldBe(Apart / 5);
        (await NotAfter(Apart)).ShouldBe(Apart);
        (await NotAfter((Apart * 3) - 1)).ShouldBe(Apart * 2);
        (await NotAfter((Apart * 3) + (Apart / 5) - 1)).ShouldBe(Apart * 3);
        (await NotAfter(long.MaxValue)).ShouldBe((Apart * 3) + (Apart / 5));
        (await Store.Log.ReadSnapshotAsync("rhone", 1, Stop))!.Version.ShouldBe((Apart * 3) + (Apart / 5));

        // What another applier wrote is of no use to the next.
        await Save(Apart * 2, applier: 2);
        (await NotAfter(long.MaxValue)).ShouldBeNull();

        async Task Save(long version, int applier = 1) => await Store.Log.SaveSnapshotAsync(
            new Snapshot("rhone", version, Morning, [new RecordedChange(1, Territory("rhone"))], []), applier, Stop);

        async Task<long?> NotAfter(long version) => (await Store.Log.ReadSnapshotAsync("rhone", 1, version, Stop))?.Version;
    }

    [Fact]
    public async Task The_versions_that_touched_a_commitment_are_known_and_those_that_left_it_where_it_was_are_not_among_them()
    {
        await Define("rhone", "r1", "r2");
        await Written(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 10))));
        await Written(Part("rhone", 2, new CommitmentRecorded(Confirmed(Hold("c1", "r1")))));
        await Written(Part("rhone", 3, new CommitmentRecorded(Hold("c2", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 10), Stop("c2", FirstDay, 12))));
        await Written(Part("rhone", 4, new CommitmentRecorded(Hold("c3", "r1")), Tour("r1", FirstDay, Stop("c3", FirstDay, 10), Stop("c1", FirstDay, 11), Stop("c2", FirstDay, 12))));
        await Written(Part("rhone", 5, Tour("r1", FirstDay, Stop("c3", FirstDay, 10), Stop("c2", FirstDay, 12)), new CommitmentEnded("c1", Ending.Cancelled, "ill")));

        (await VersionsOf("c1")).ShouldBe([2, 3, 5, 6]);
        (await VersionsOf("c2")).ShouldBe([4]);
        (await VersionsOf("nobody")).ShouldBeEmpty();
        (await Store.Plans.TouchedAsync("rhone", Stop)).ShouldBe([("c1", 2), ("c1", 3), ("c1", 5), ("c1", 6), ("c2", 4), ("c3", 5)]);
        (await Store.Plans.TouchedAsync("ain", Stop)).ShouldBeEmpty();
        CommitmentStory.Of("c1", await Store.Log.ReadAsync("rhone", await VersionsOf("c1"), Stop)).Events.Select(happened => happened.Kind)
            .ShouldBe([CommitmentEventKind.Held, CommitmentEventKind.Confirmed, CommitmentEventKind.Slid, CommitmentEventKind.Cancelled]);
    }

    [Fact]
    public async Task What_became_of_a_proposal_is_read_from_the_versions_that_touched_what_it_kept()
    {
        await Define("rhone", "r1");
        Commitment kept = Hold("X1", "r1") with { Proposal = "X" };
        var move = new ProposedMove("c1", IsJob: false, kept.Steps, [], kept.Steps, [], Call: true, "X1");
        var proposal = new Proposal("X", null, null, [], [new Alternative([move])], kept.HeldUntil!.Value);
        var histories = new ProposalHistories(Store.Log, Store.Plans);

        await Written(Part("rhone", 1, new CommitmentRecorded(kept), Tour("r1", FirstDay, Stop("X1", FirstDay, 10)), new ProposalOpened(proposal)));
        await Written(Part("rhone", 2, new CommitmentRecorded(Hold("c2", "r1")), Tour("r1", FirstDay, Stop("c2", FirstDay, 9), Stop("X1", FirstDay, 11))));
        ToldProposal open = (await histories.FindAsync("rhone", "X", Stop)).ShouldNotBeNull();
        await Written(Part("rhone", 3, Tour("r1", FirstDay, Stop("c2", FirstDay, 9)), new CommitmentEnded("X1", Ending.Released, null), new ProposalEnded("X", ProposalEnding.Refused, "no", null)));
        ToldProposal ended = (await histories.FindAsync("rhone", "X", Stop)).ShouldNotBeNull();

        (open.Ended, open.Version).ShouldBe((null, 2));
        Structure.Of(open.Proposal).ShouldBe(Structure.Of(proposal));
        (ended.Ended, ended.Version).ShouldBe((new ProposalEnded("X", ProposalEnding.Refused, "no", null), 4));
        (await histories.FindAsync("rhone", "nobody", Stop)).ShouldBeNull();
        (await histories.FindAsync("ain", "X", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task An_append_that_is_refused_touches_nothing()
    {
        await Define("rhone", "r1");
        await Written(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 10))));

        (await TryAppend(Part("rhone", 2, new CommitmentRecorded(Hold("c2", "r1")), new TourPlanned("r1", 0, Hour(FirstDay, 7), [Stop("c2", FirstDay, 10)], default))))
            .ShouldBeOfType<DoubleBooked>();

        (await VersionsOf("c2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Holds_of_a_customer_are_listed_where_they_are_asked_for()
    {
        await Define("rhone", "r1");
        await Written(Part("rhone", 1,
            new CommitmentRecorded(Hold("c1", "r1", customer: "C-1")), new CommitmentRecorded(Booking("c2", "r1", customer: "C-1")),
            new CommitmentRecorded(Hold("c3", "r1", customer: "C-1")), new CommitmentEnded("c3", Ending.Expired, null)));
        var query = new CommitmentQuery(null, "C-1", null, null, null, null, 10);

        (await Listed(query)).ShouldBe(["c2"]);
        (await Listed(query with { WithHolds = true })).ShouldBe(["c1", "c2", "c3"]);

        async Task<string[]> Listed(CommitmentQuery asked) =>
            [.. (await Store.Plans.ListBookingsAsync(asked, Stop)).Select(row => row.Commitment.Id)];
    }
}
