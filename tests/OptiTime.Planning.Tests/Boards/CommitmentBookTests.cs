using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Boards;

public sealed class CommitmentBookTests
{
    [Fact]
    public void A_commitment_comes_back_equal_to_the_last_member() => Laws.Hold(random =>
    {
        CommitmentEntry entry = AnyEntry(random, Texts.Any(random));
        CommitmentBook book = With(CommitmentBook.Empty, entry);
        Facts.Of(book[entry.Commitment.Id]).ShouldBe(Facts.Of(entry));
    }, cases: 1_000);

    /// <summary>Each round changes some book of before, in one go or in several: the model is a sorted dictionary.</summary>
    [Fact]
    public void Books_made_from_each_other_are_maps_in_the_order_of_ids_and_do_not_disturb_each_other() => Laws.Hold(random =>
    {
        string[] ids = [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => Texts.Any(random)).Distinct()];
        var books = new List<(CommitmentBook Book, SortedDictionary<string, CommitmentEntry> Model)>
        {
            (CommitmentBook.Empty, new(StringComparer.Ordinal)),
        };
        for (int round = 0; round < 12; round++)
        {
            (CommitmentBook before, SortedDictionary<string, CommitmentEntry> known) = books[random.Next(Math.Max(0, books.Count - 3), books.Count)];
            var model = new SortedDictionary<string, CommitmentEntry>(known, StringComparer.Ordinal);
            CommitmentBook.Builder builder = before.ToBuilder();
            bool shrinks = random.Next(0, 3) == 0;
            for (int change = random.Next(0, 5) == 0 ? random.Next(0, 300) : random.Next(0, 4); change > 0; change--)
            {
                string id = ids[random.Next(ids.Length)];
                if (random.Next(0, 4) == 0 ^ shrinks)
                {
                    builder.Remove(id);
                    model.Remove(id);
                }
                else builder.Put(model[id] = AnyEntry(random, id));
                builder.TryGetValue(id, out CommitmentEntry written).ShouldBe(model.ContainsKey(id));
                written.ShouldBe(model.GetValueOrDefault(id));
                if (random.Next(0, 60) == 0) builder.ToBook();
            }
            books.Add((random.Next(0, 6) == 0 ? builder.ToBookOfToday() : builder.ToBook(), model));
        }
        foreach ((CommitmentBook book, SortedDictionary<string, CommitmentEntry> model) in books) IsAsModelled(book, model, ids);
    }, cases: 60);

    [Fact]
    public void Commitments_too_long_for_one_page_are_found_all_the_same()
    {
        var random = new Random(3);
        CommitmentBook.Builder builder = CommitmentBook.Empty.ToBuilder();
        CommitmentEntry[] entries = [.. Enumerable.Range(0, 40).Select(number => new CommitmentEntry(
            Everyday(random) with { Id = $"B{number:00}", ExternalReference = new string('é', number % 5 * 9_000) }, number))];
        foreach (CommitmentEntry entry in entries) builder.Put(entry);
        CommitmentBook book = builder.ToBook();
        Facts.Of(book.Values).ShouldBe(Facts.Of(entries));
        foreach (CommitmentEntry entry in entries) Facts.Of(book[entry.Commitment.Id]).ShouldBe(Facts.Of(entry));
    }

    [Fact]
    public void Words_nobody_uses_any_more_are_forgotten_when_the_book_is_written_anew()
    {
        var random = new Random(5);
        CommitmentBook.Builder builder = CommitmentBook.Empty.ToBuilder();
        for (int number = 0; number < 500; number++)
        {
            builder.Put(AnyEntry(random, "same") with { Version = number });
            builder.ToBook();
        }
        int learnt = builder.ToBook().Words;
        learnt.ShouldBeGreaterThan(500);
        builder.ToBookOfToday().Words.ShouldBeLessThan(30);
        builder.ToBook()["same"].Version.ShouldBe(499);
    }

    [Fact]
    public void Ten_thousand_bookings_of_everyday_take_less_than_a_hundred_bytes_each()
    {
        var random = new Random(10_000);
        CommitmentBook.Builder builder = CommitmentBook.Empty.ToBuilder();
        for (int number = 0; number < 10_000; number++) builder.Put(new CommitmentEntry(Everyday(random), number));
        CommitmentBook book = builder.ToBook();
        book.Bytes.ShouldBeLessThan(100 * 10_000);
        book.Count.ShouldBe(10_000);
    }

    private static CommitmentBook With(CommitmentBook book, CommitmentEntry entry)
    {
        CommitmentBook.Builder builder = book.ToBuilder();
        builder.Put(entry);
        return builder.ToBook();
    }

    private static void IsAsModelled(CommitmentBook book, SortedDictionary<string, CommitmentEntry> model, string[] ids)
    {
        book.Count.ShouldBe(model.Count);
        book.Keys.ShouldBe(model.Keys);
        Facts.Of(book.Values).ShouldBe(Facts.Of(model.Values));
        foreach (string id in ids.Append("nobody").Append(""))
        {
            book.ContainsKey(id).ShouldBe(model.ContainsKey(id));
            book.TryGetValue(id, out CommitmentEntry entry).ShouldBe(model.ContainsKey(id));
            if (model.TryGetValue(id, out CommitmentEntry expected)) Facts.Of(entry).ShouldBe(Facts.Of(expected));
        }
        Should.Throw<KeyNotFoundException>(() => book["nobody"]).Message.ShouldContain("'nobody'");
    }

    private static Commitment Everyday(Random random)
    {
        Moment from = Lyon.At("2026-11-23T08:00") + Seconds.FromHours(2 * random.Next(0, 300));
        var step = new CommittedStep(
            "visit", new Interval(from, from + Seconds.FromHours(2)), from, from + new Seconds(7_199), Seconds.FromMinutes(40), Seconds.FromMinutes(8), null,
            "P-" + Texts.Digits(random, 16), [new Assignment(Sold.Boiler.Steps[0].Roles[0], "R-" + random.Next(1, 100), 0)]);
        return new Commitment(
            Texts.Digits(random, 16), CommitmentState.Confirmed, Texts.Digits(random, 16),
            new SoldService("boiler", "Boiler maintenance", PriorityClass.Standard, new Money(12_900), 7), "C-" + random.Next(1_000, 10_000), "gold", null,
            [step], new Leg(new Seconds(random.Next(0, 1_500)), new Metres(random.Next(0, 20_000))),
            [new CostLine("labour", new Money(2_800)), new CostLine("travel", new Money(random.Next(0, 2_000)))], null);
    }

    private static CommitmentEntry AnyEntry(Random random, string id)
    {
        CommittedStep[] steps = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => AnyStep(random))];
        CostLine[] cost = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => new CostLine(Texts.Any(random), AnyMoney(random)))];
        return new CommitmentEntry(
            new Commitment(
                id, (CommitmentState)random.Next(0, Enum.GetValues<CommitmentState>().Length), Texts.Any(random),
                new SoldService(Texts.Any(random), Texts.Any(random), (PriorityClass)random.Next(0, 4), AnyMoney(random), random.NextInt64()),
                Texts.AnyOrNone(random), Texts.AnyOrNone(random), Texts.AnyOrNone(random), [.. steps],
                new Leg(new Seconds(random.Next()), new Metres(random.Next(-5, 50_000))), [.. cost], random.Next(0, 2) == 0 ? AnyMoment(random) : null,
                random.Next(0, 3) == 0 ? random.Next(0, 101) : null, random.Next(0, 2) == 0 ? true : null)
            {
                Loan = random.Next(0, 3) == 0 ? new Loan(Texts.Any(random), Texts.Any(random)) : null,
                Proposal = random.Next(0, 3) == 0 ? Texts.Any(random) : null,
                Pinned = random.Next(0, 3) == 0 ? true : null,
                Wanted = random.Next(0, 3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts.Any(random))] : null,
            },
            random.NextInt64(0, 1L << random.Next(1, 63)));
    }

    private static CommittedStep AnyStep(Random random)
    {
        Assignment[] assignments = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => new Assignment(AnyRole(random), Texts.Any(random), random.Next(-1, 9)))];
        return new CommittedStep(
            Texts.Any(random), new Interval(AnyMoment(random), AnyMoment(random)), AnyMoment(random), AnyMoment(random), new Seconds(random.Next(0, 90_000)),
            new Seconds(random.Next(0, 900)), Texts.AnyOrNone(random), Texts.AnyOrNone(random), [.. assignments],
            AnyLength(random), AnyLength(random), random.Next(0, 3) == 0 ? new StepFollows([Texts.Any(random)], random.Next(0, 2) == 0) : null);
    }

    private static Role AnyRole(Random random) => new(
        Texts.Any(random), Texts.AnyOrNone(random), [.. Enumerable.Range(0, random.Next(0, 3)).Select(level => new Skill(Texts.Any(random), level + 1))],
        random.Next(1, 20), (RolePlace)random.Next(0, 3),
        random.Next(0, 3) == 0 ? new RolePart(new Seconds(random.Next(0, 900)), new Seconds(random.Next(1, 900))) : null, AnyLength(random), AnyLength(random));

    private static Seconds? AnyLength(Random random) => random.Next(0, 3) == 0 ? new Seconds(random.Next(0, 90_000)) : null;

    private static Moment AnyMoment(Random random) => new(random.Next(0, 10) == 0 ? int.MaxValue : random.Next());

    private static Money AnyMoney(Random random) => new(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(0, 64));
}
