using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>A reply may be lost on the way: who sends the append again is told how it ended, and nothing happens twice.</summary>
public abstract class SentAgainContract(IStoreFactory factory) : StoreContract(factory)
{
    private Append _append = null!;

    /// <summary>An append to two logs with everything an append can have, and what came of it.</summary>
    private async Task<Appended> First()
    {
        await Define("ain", "a1");
        await Define("rhone", "r1");
        _append = Append(
            Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1", place: "p1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 9))),
            Part("ain", 1, new CommitmentRecorded(Hold("c2", "a1")), Tour("a1", FirstDay, Stop("c2", FirstDay, 9))))
            .Under(0, new OnlyBefore(Morning + Seconds.FromMinutes(5))) with
        { Answers = [Answer("k", 1)], Places = Places(("p1", null)) };
        return (await TryAppend(_append)).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task It_is_answered_as_the_first_time_also_when_its_guards_no_longer_hold()
    {
        Appended first = await First();
        Clock.Now += Seconds.FromHours(1);

        (await TryAppend(_append)).ShouldBe(first);

        (await Entries("ain")).Count.ShouldBe(2);
        (await Entries("rhone")).Count.ShouldBe(2);
        (await Occupied("rhone")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_answered_as_the_first_time_also_when_its_logs_have_moved_on()
    {
        Appended first = await First();
        await Written(Part("ain", 2, new SiteRemoved("s")));
        (await TryAppend(_append)).ShouldBe(first);
        await Written(Part("rhone", 2, new CommitmentEnded("c1", Ending.Released, null), Tour("r1", FirstDay)));
        await Written(Part("rhone", 3, new SiteRemoved("s")));

        (await TryAppend(_append)).ShouldBe(first);

        (await Entries("rhone")).Count.ShouldBe(4);
        (await Occupied("rhone")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_with_the_same_changes_under_another_id_has_lost_its_version()
    {
        await First();

        (await TryAppend(_append with { Id = Guid.NewGuid() })).ShouldBe(new VersionLost("ain", 2));
    }

    [Fact]
    public async Task One_that_was_refused_has_not_happened_and_may_be_sent_again()
    {
        await Define("rhone", "r1");
        Append late = Append(Part("rhone", 1, new SiteRemoved("s"))).Under(0, new OnlyAfter(Morning + Seconds.FromHours(1)));
        (await TryAppend(late)).ShouldBeOfType<GuardFailed>();
        Clock.Now += Seconds.FromHours(1);

        (await TryAppend(late)).ShouldBe(new Appended(Clock.Now));
    }

    [Fact]
    public async Task Many_times_at_once_it_happens_once()
    {
        Appended first = await First();
        Append next = Append(Part("rhone", 2, new SiteRemoved("s")));

        AppendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAppend(next).AsTask())));

        outcomes.ShouldAllBe(outcome => outcome == new Appended(first.At));
        (await Entries("rhone")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_first_entry_of_a_new_log_sent_many_times_at_once_happens_once()
    {
        Append first = Append(Part("rhone", 0, Territory("rhone"), Technician("r1"))) with { Answers = [Answer("k", 1)] };

        AppendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAppend(first).AsTask())));

        outcomes.ShouldAllBe(outcome => outcome == new Appended(Morning));
        (await Entries("rhone")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_writes_at_once_under_one_key_one_is_made_and_the_others_are_told_its_answer()
    {
        Append Keyed(int number) => Append(Part($"log-{number}", 0, new SiteRemoved("s"))) with { Answers = [Answer("k", 1, command: number)] };

        AppendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => TryAppend(Keyed(number)).AsTask())));

        outcomes.OfType<Appended>().ShouldHaveSingleItem();
        int winner = Array.FindIndex(outcomes, outcome => outcome is Appended);
        outcomes.OfType<AlreadyAnswered>().Select(outcome => outcome.First.Command).ShouldBe(Enumerable.Repeat(winner, 7));
        (await Store.Log.ListAsync(default)).ShouldBe([$"log-{winner}"]);
    }
}
