using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

public abstract class PlanLogContract(IStoreFactory factory) : StoreContract(factory)
{
    [Fact]
    public async Task What_was_appended_is_read_back_in_order_with_its_append_id()
    {
        Append first = Append(Part("rhone", 0, Territory("rhone"), Technician("r1"))), second = Append(Part("rhone", 1, new SiteRemoved("s")));
        await TryAppend(first);
        Clock.Now += Seconds.FromHours(1);
        await TryAppend(second);

        List<LogEntry> entries = await Entries("rhone");

        Structure.Of(entries).ShouldBe(Structure.Of(new[]
        {
            new LogEntry("rhone", 1, Morning, first.Id, first.Parts[0].Changes, []),
            new LogEntry("rhone", 2, Morning + Seconds.FromHours(1), second.Id, second.Parts[0].Changes, []),
        }));
        (await Entries("rhone", after: 1)).ShouldHaveSingleItem().Version.ShouldBe(2);
        (await Entries("elsewhere")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_log_is_read_to_its_end()
    {
        await Define("rhone");
        for (int version = 1; version < 600; version++) await Written(Part("rhone", version, new SiteRemoved($"s{version}")));

        (await Entries("rhone")).Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 600).Select(version => (long)version));
    }

    [Fact]
    public async Task A_writer_that_decided_on_an_old_version_loses_and_is_told_where_the_log_stands()
    {
        await Define("rhone");
        await Written(Part("rhone", 1, new SiteRemoved("s")));

        (await TryAppend(Part("rhone", 1, new SiteRemoved("t")))).ShouldBe(new VersionLost("rhone", 2));
        (await TryAppend(Part("rhone", 3, new SiteRemoved("t")))).ShouldBe(new VersionLost("rhone", 2));
        (await Entries("rhone")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_append_to_several_logs_writes_all_of_them_or_none()
    {
        await Define("ain", "a1");
        await Define("rhone", "r1");
        LogPart ain = Part("ain", 1, new CommitmentRecorded(Hold("c1", "a1")), Tour("a1", FirstDay, Stop("c1", FirstDay, 9)));

        (await TryAppend(ain, Part("rhone", 0, new SiteRemoved("s")))).ShouldBe(new VersionLost("rhone", 1));
        (await Entries("ain")).Count.ShouldBe(1);
        (await Occupied("ain")).ShouldBeEmpty();

        Append both = Append(Part("rhone", 1, new SiteRemoved("s")), ain);
        (await TryAppend(both)).ShouldBeOfType<Appended>();
        (await Entries("ain", 1)).ShouldHaveSingleItem().AppendId.ShouldBe(both.Id);
        (await Entries("rhone", 1)).ShouldHaveSingleItem().AppendId.ShouldBe(both.Id);
    }

    [Fact]
    public async Task An_append_to_no_log_keeps_its_answers()
    {
        (await TryAppend(Append() with { Answers = [Answer("k", 1)] })).ShouldBe(new Appended(Morning));

        (await Store.Log.FindAnswerAsync(new IdempotencyKey("anonymous", "k"), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Two_parts_for_one_log_or_two_answers_for_one_key_are_a_mistake_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentException>(async () =>
            await TryAppend(Part("rhone", 0, Territory("rhone")), Part("rhone", 1, new SiteRemoved("s"))));
        await Should.ThrowAsync<ArgumentException>(async () => await TryAppend(Part("rhone", 0)));
        await Should.ThrowAsync<ArgumentException>(async () => await TryAppend(Append() with { Answers = [Answer("k", 1), Answer("k", 2)] }));
    }

    [Fact]
    public async Task Guards_are_evaluated_by_the_clock_of_the_store_to_the_second()
    {
        await Define("rhone");
        Append Late(Guard guard) => Append(Part("rhone", 1, new SiteRemoved("s"))).Under(3, guard);

        (await TryAppend(Late(new OnlyBefore(Morning)))).ShouldBe(new GuardFailed(3, new OnlyBefore(Morning), Morning));
        (await TryAppend(Late(new OnlyAfter(Morning + new Seconds(1))))).ShouldBe(new GuardFailed(3, new OnlyAfter(Morning + new Seconds(1)), Morning));
        (await Entries("rhone")).Count.ShouldBe(1);

        (await TryAppend(Late(new OnlyAfter(Morning)).Under(-1, new OnlyBefore(Morning + new Seconds(1))))).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_lost_version_is_reported_before_a_guard_that_fails()
    {
        await Define("rhone");

        (await TryAppend(Append(Part("rhone", 0, new SiteRemoved("s"))).Under(0, new OnlyBefore(default)))).ShouldBe(new VersionLost("rhone", 1));
    }

    [Fact]
    public async Task The_first_guard_that_fails_names_its_command()
    {
        await Define("rhone");
        Append group = Append(Part("rhone", 1, new SiteRemoved("s")))
            .Under(0, new OnlyAfter(Morning)).Under(1, new OnlyBefore(Morning)).Under(2, new OnlyBefore(Morning));

        (await TryAppend(group)).ShouldBeOfType<GuardFailed>().Command.ShouldBe(1);
    }

    [Fact]
    public async Task A_guard_on_another_log_holds_only_at_its_version()
    {
        await Define("rhone");
        Append Sale(long version) => Append(Part("rhone", 1, new SiteRemoved("s"))).Under(0, new OnlyAt("catalogue", version));
        await Written(Part("catalogue", 0, new ServiceRemoved("old")));

        (await TryAppend(Sale(0))).ShouldBe(new GuardFailed(0, new OnlyAt("catalogue", 0), Morning));
        (await TryAppend(Sale(1))).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task Time_in_a_log_never_goes_back_when_the_clock_does()
    {
        await Define("ain");
        Clock.Now -= Seconds.FromHours(1);
        await Define("rhone");

        (await Written(Part("ain", 1, new SiteRemoved("s")), Part("rhone", 1, new SiteRemoved("s")))).At.ShouldBe(Morning);
        (await Entries("rhone")).Select(entry => entry.At).ShouldBe([Morning - Seconds.FromHours(1), Morning]);
        (await Store.Log.NowAsync(default)).ShouldBe(Clock.Now);
    }

    [Fact]
    public async Task A_guard_on_time_is_asked_of_the_time_the_log_has_reached_when_the_clock_goes_back()
    {
        await Define("rhone");
        Clock.Now -= Seconds.FromHours(1);
        Append Confirmation(Guard guard) => Append(Part("rhone", 1, new SiteRemoved("s"))).Under(0, guard);

        (await TryAppend(Confirmation(new OnlyBefore(Morning)))).ShouldBe(new GuardFailed(0, new OnlyBefore(Morning), Morning));
        (await TryAppend(Confirmation(new OnlyAfter(Morning)))).ShouldBe(new Appended(Morning));
    }

    [Fact]
    public async Task The_first_answer_to_a_key_is_returned_and_nothing_is_written_again()
    {
        StoredAnswer first = Answer("k", 1, command: 2);
        await TryAppend(Append(Part("rhone", 0, Territory("rhone"))) with { Answers = [first] });

        Append again = Append(Part("rhone", 1, new SiteRemoved("s")));
        AppendOutcome retry = await TryAppend(again with { Answers = [Answer("new", 1), Answer("k", 9, command: 5)] });

        var answered = retry.ShouldBeOfType<AlreadyAnswered>();
        answered.Command.ShouldBe(5);
        Structure.Of(answered.First).ShouldBe(Structure.Of(first));
        Structure.Of(await Store.Log.FindAnswerAsync(first.Key, default)).ShouldBe(Structure.Of(first));
        (await Store.Log.FindAnswerAsync(new IdempotencyKey("anonymous", "new"), default)).ShouldBeNull();
        (await Store.Log.FindAnswerAsync(new IdempotencyKey("another caller", "k"), default)).ShouldBeNull();
        (await Entries("rhone")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answers_are_kept_for_a_day_and_forgotten_in_the_end()
    {
        await TryAppend(Append() with { Answers = [Answer("old", 1)] });

        Clock.Now += Seconds.FromHours(24);
        await TryAppend(Append() with { Answers = [Answer("young", 1)] });
        (await Store.Log.FindAnswerAsync(new IdempotencyKey("anonymous", "old"), default)).ShouldNotBeNull();

        Clock.Now += Seconds.FromHours(25);
        await TryAppend(Append() with { Answers = [Answer("newest", 1)] });
        (await Store.Log.FindAnswerAsync(new IdempotencyKey("anonymous", "old"), default)).ShouldBeNull();
        (await Store.Log.FindAnswerAsync(new IdempotencyKey("anonymous", "young"), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Logs_are_listed_by_name()
    {
        await Define("rhone");
        await Written(Part("catalogue", 0, new ServiceRemoved("old")));
        await Define("ain");

        (await Store.Log.ListAsync(default)).ShouldBe(["ain", "catalogue", "rhone"]);
    }

    [Fact]
    public async Task Places_are_read_with_the_changes_that_name_them_and_written_once()
    {
        string[] named = ["p2", "p1", "p0"];
        Append append = Append(Part("rhone", 0,
            [Territory("rhone"), Technician("r1"), .. named.Select(place => new CommitmentRecorded(Hold($"c-{place}", "r1", place: place)))]));
        await TryAppend(append with { Places = Places(("p1", null), ("p2", "C-1"), ("other", null)) });
        await TryAppend(Append(Part("rhone", 1, new SiteRemoved("s"))) with { Places = [new Place("p1", new Location(1, 1))] });

        List<LogEntry> entries = await Entries("rhone");

        entries[0].Places.ShouldBe([new Place("p0", null), new Place("p1", new Location(45, 4.5)), new Place("p2", new Location(45.125, 4.5))]);
        entries[1].Places.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshots_are_read_by_the_applier_that_wrote_them_and_replaced_by_newer_ones()
    {
        await TryAppend(Append(Part("rhone", 0, Territory("rhone"))) with { Places = Places(("p1", null)) });
        var held = new CommitmentRecorded(Hold("c1", "r1", place: "p1"));
        Snapshot Snap(long version) =>
            new("rhone", version, Morning, [new RecordedChange(1, Territory("rhone")), new RecordedChange(version, held)], Places(("p1", null)));
        (await Store.Log.ReadSnapshotAsync("rhone", 1, default)).ShouldBeNull();

        await Store.Log.SaveSnapshotAsync(Snap(4), applier: 1, default);
        await Store.Log.SaveSnapshotAsync(Snap(3), applier: 1, default);

        Structure.Of(await Store.Log.ReadSnapshotAsync("rhone", 1, default)).ShouldBe(Structure.Of(Snap(4)));
        (await Store.Log.ReadSnapshotAsync("rhone", 2, default)).ShouldBeNull();
        await Store.Log.SaveSnapshotAsync(Snap(2), applier: 2, default);
        (await Store.Log.ReadSnapshotAsync("rhone", 2, default))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task An_id_of_another_territory_cannot_be_taken_but_one_given_up_in_the_same_append_can()
    {
        await Define("ain", "r1");
        await Define("rhone");

        (await TryAppend(Part("rhone", 1, Technician("r1")))).ShouldBe(new IdTaken("rhone", "resource", "r1", "ain"));
        (await Store.Plans.TerritoryOfResourceAsync("r1", default)).ShouldBe("ain");

        await Written(Part("rhone", 1, Technician("r1")), Part("ain", 1, new ResourceRemoved("r1")));
        (await Store.Plans.TerritoryOfResourceAsync("r1", default)).ShouldBe("rhone");
    }

    [Fact]
    public async Task Of_many_writers_on_one_version_exactly_one_is_first()
    {
        await Define("rhone");

        AppendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 32)
            .Select(writer => Task.Run(() => TryAppend(Part("rhone", 1, new SiteRemoved($"s{writer}"))).AsTask())));

        outcomes.OfType<Appended>().ShouldHaveSingleItem();
        outcomes.OfType<VersionLost>().Count().ShouldBe(31);
        (await Entries("rhone")).Count.ShouldBe(2);
    }
}
