using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>What a follower is told of many logs at once.</summary>
public abstract class NewsContract(IStoreFactory factory) : StoreContract(factory)
{
    private async Task<LogNews> News(params LogPosition[] known) => await Store.Log.ReadNewsAsync(known, TestContext.Current.CancellationToken);

    private async Task Remove(string log, long after, int count)
    {
        for (long version = after; version < after + count; version++) await Written(Part(log, version, new SiteRemoved($"s{version}")));
    }

    [Fact]
    public async Task Of_every_log_asked_about_only_what_was_not_known_is_told_with_places_and_the_clock()
    {
        await Define("ain", "a1");
        await Define("rhone", "r1");
        await Define("savoie");
        await Remove("ain", 1, 2);
        await TryAppend(Append(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1", place: "p1")))) with { Places = Places(("p1", null)) });

        LogNews news = await News(new("ain", 2), new("rhone", 0), new("elsewhere", 0), new("savoie", 1));

        List<LogEntry> expected = [.. await Entries("ain", 2), .. await Entries("rhone")];
        Structure.Of(news.Entries.OrderBy(entry => entry.Log, StringComparer.Ordinal).ThenBy(entry => entry.Version)).ShouldBe(Structure.Of(expected));
        expected[^1].Places.ShouldHaveSingleItem().Location.ShouldNotBeNull();
        news.Now.ShouldBe(Clock.GetUtcNow());
        news.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_news_to_who_knows_all_or_asks_about_nothing()
    {
        await Define("rhone");

        (await News(new LogPosition("rhone", 1), new LogPosition("rhone-2", 7))).Entries.ShouldBeEmpty();
        (await News()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_log_that_is_far_ahead_is_told_in_pages_and_does_not_hide_the_others()
    {
        await Define("ain");
        await Remove("ain", 1, 599);
        await Define("rhone");
        var read = new List<long>();

        for (LogNews news = await News(new("ain", 0), new("rhone", 0)); read.Count < 600; news = await News(new LogPosition("ain", read[^1]), new("rhone", 0)))
        {
            news.Entries.Count(entry => entry.Log == "rhone").ShouldBe(1);
            long[] page = [.. news.Entries.Where(entry => entry.Log == "ain").Select(entry => entry.Version)];
            page.Length.ShouldBeInRange(1, 256);
            read.AddRange(page);
        }

        read.ShouldBe(Enumerable.Range(1, 600).Select(version => (long)version));
    }

    [Fact]
    public async Task A_change_this_build_does_not_know_is_told_with_its_place_and_hides_no_other_log()
    {
        await Define("ain");
        await Remove("ain", 1, 3);
        await Define("rhone");
        await Factory.ExecuteAsync(Store, """UPDATE plan_log SET changes = '[{"type":"from-the-future","schema":1}]' WHERE territory = 'ain' AND version = 3""");

        LogNews news = await News(new("ain", 0), new("rhone", 0));

        news.Entries.Where(entry => entry.Log == "ain").Select(entry => entry.Version).ShouldBe([1, 2]);
        news.Entries.Count(entry => entry.Log == "rhone").ShouldBe(1);
        var unknown = news.Unknown.ShouldHaveSingleItem();
        (unknown.Log, unknown.Version).ShouldBe(("ain", 3));
        unknown.Message.ShouldContain("'from-the-future' of schema 1");
        (await Should.ThrowAsync<UnknownChangeException>(() => Entries("ain"))).Version.ShouldBe(3);
        (await Store.Log.ReadAsync("ain", [2, 4], default)).Count.ShouldBe(2);
        await Should.ThrowAsync<UnknownChangeException>(async () => await Store.Log.ReadAsync("ain", [2, 3], default));
    }

    [Fact]
    public async Task Every_erased_customer_is_counted()
    {
        long before = (await News()).Erasures;
        await Store.Customers.PutAsync([new("C-1", null, null, null, null, null, [], [], [], 0)], null, default);
        (await News()).Erasures.ShouldBe(before);

        await Store.Customers.EraseAsync("nobody", default);
        (await News()).Erasures.ShouldBe(before);

        await Store.Customers.EraseAsync("C-1", default);

        (await News()).Erasures.ShouldBe(before + 1);
    }
}
