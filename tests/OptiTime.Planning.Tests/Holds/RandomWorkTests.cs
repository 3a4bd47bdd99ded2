using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Days of random work on a branch: whatever is asked for in whatever order, every board keeps every promise.</summary>
public sealed class RandomWorkTests
{
    [Fact]
    public void No_sequence_of_commands_breaks_a_promise() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 6);
        for (int step = 0; step < 60; step++) Work(branch, random);
        LogChecker.Check(branch.Log).ShouldBeEmpty();
    }, cases: 60);

    [Fact]
    public void Replaying_the_log_gives_the_same_board_as_does_restoring_any_snapshot_on_the_way() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 6);
        for (int step = 0; step < 40; step++) Work(branch, random);
        string expected = Facts.Of(BoardSnapshot.Of(branch.Board));
        int cut = random.Next(1, branch.Log.Count + 1);
        Board replayed = branch.Log.Skip(1).Take(cut - 1).Aggregate(Board.Begin(branch.Log[0]), (board, entry) => board.Apply(entry));
        Board restored = Board.Restore(BoardSnapshot.Of(replayed));
        Facts.Of(BoardSnapshot.Of(restored)).ShouldBe(Facts.Of(BoardSnapshot.Of(replayed)));
        Facts.Of(BoardSnapshot.Of(branch.Log.Skip(cut).Aggregate(replayed, (board, entry) => board.Apply(entry)))).ShouldBe(expected);
        Facts.Of(BoardSnapshot.Of(branch.Log.Skip(cut).Aggregate(restored, (board, entry) => board.Apply(entry)))).ShouldBe(expected);
        Board atOnce = replayed.Apply(branch.Log.Skip(cut));
        Facts.Of(BoardSnapshot.Of(atOnce)).ShouldBe(expected);
        Facts.Of(BoardSnapshot.Of(restored.Apply(branch.Log.Skip(cut)))).ShouldBe(expected);
        atOnce.Positions.ShouldBe(branch.Board.Positions);
        Should.Throw<InvalidOperationException>(() => replayed.Apply([branch.Log[0]]));
    }, cases: 40);

    [Fact]
    public void What_a_group_of_commands_assumes_is_what_its_entry_leads_to() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 6);
        for (int step = 0; step < 15; step++) Work(branch, random);
        Command[] group = [.. Enumerable.Range(0, 5).Select(_ => AnyCommand(branch, random))];
        Board assumed = branch.Board;
        long version = assumed.Version + 1;
        (List<Change> changes, List<Place> places) = ([], []);
        foreach (Command command in group)
        {
            Decision decision = Decider.Decide(assumed, branch.Catalogue, command, branch.Now, version);
            if (decision.Changes.IsEmpty) continue;
            assumed = decision.Assumed ?? assumed.Assuming(decision.Changes, decision.Places, version, branch.Now);
            changes.AddRange(decision.Changes);
            places.AddRange(decision.Places);
        }
        if (changes.Count == 0) return;
        Board applied = branch.Board.Apply(new LogEntry(Lyon.Settings.Id, version, branch.Now, Guid.Empty, [.. changes], [.. places]));
        Facts.Of(BoardSnapshot.Of(assumed)).ShouldBe(Facts.Of(BoardSnapshot.Of(applied)));
        assumed.Positions.ShouldBe(applied.Positions);
    }, cases: 60);

    [Fact]
    public void A_hold_given_back_leaves_every_offer_there_was_before() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = Towns.AnyQuery(branch, random);
        SearchResult before = branch.Search(query);
        if (before.Offers.IsEmpty) return;
        FoundOffer taken = before.Offers[random.Next(0, before.Offers.Length)];
        string hold = branch.Done(new PlaceHold(branch.NewId("C"), branch.Terms(query, taken), Seconds.FromMinutes(5))).Commitment!.Id;
        branch.Done(new ReleaseHold(hold, null));
        ILookup<Interval, FoundOffer> after = branch.Search(query).Offers.ToLookup(offer => offer.Steps[0].Promise);
        foreach (Interval promise in before.Offers.Select(offer => offer.Steps[0].Promise))
            after[promise].ShouldNotBeEmpty($"{promise} was offered before the hold of {taken.Steps[0].Promise}");
    }, cases: 100);

    [Fact]
    public void Random_work_is_worth_watching()
    {
        var random = new Random(7);
        var kinds = new Dictionary<string, int>();
        for (int day = 0; day < 12; day++)
        {
            Branch branch = Towns.Busy(random, bookings: 6);
            for (int step = 0; step < 60; step++)
            {
                (Command command, Decision decision) = Work(branch, random);
                string name = $"{command.GetType().Name} {(decision.Refusal is null ? "done" : "refused")}";
                kinds[name] = kinds.GetValueOrDefault(name) + 1;
            }
        }
        string seen = string.Join(", ", kinds.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
        string[] done =
        [
            nameof(PlaceHold), nameof(ConfirmHold), nameof(ReleaseHold), nameof(Book), nameof(RescheduleBooking), nameof(CancelBooking),
            nameof(PutResource), nameof(PutSite), nameof(ExpireHolds), nameof(AdvanceHorizon),
        ];
        foreach (string kind in done) kinds.GetValueOrDefault(kind + " done").ShouldBeGreaterThan(3, seen);
        foreach (string kind in new[] { nameof(PlaceHold), nameof(ConfirmHold), nameof(RescheduleBooking), nameof(PutResource), nameof(RemoveResource) })
            kinds.GetValueOrDefault(kind + " refused").ShouldBeGreaterThan(0, seen);
    }

    /// <summary>Lets some time pass and sends one command; the branch checks the board it leads to.</summary>
    internal static (Command Command, Decision Decision) Work(Branch branch, Random random)
    {
        branch.Now += new Seconds(random.Next(0, 20) == 0 ? random.Next(0, 60_000) : random.Next(0, 60));
        Command command = AnyCommand(branch, random);
        // Writing a whole board out is slow: now and then is often enough to notice a decision that touches what it was given.
        string? before = random.Next(0, 8) == 0 ? Facts.Of(BoardSnapshot.Of(branch.Board)) : null;
        Board given = branch.Board;
        Decision decision = branch.Send(command);
        if (before is not null) Facts.Of(BoardSnapshot.Of(given)).ShouldBe(before);
        if (decision.Refusal is not null) branch.Board.ShouldBeSameAs(given);
        return (command, decision);
    }

    private static Command AnyCommand(Branch branch, Random random)
    {
        Commitment? any = branch.Board.Commitments.Values.Select(entry => entry.Commitment).OrderBy(commitment => commitment.Id, StringComparer.Ordinal)
            .Skip(random.Next(0, Math.Max(1, branch.Board.Commitments.Count))).FirstOrDefault();
        string id = any?.Id ?? "nobody";
        string held = branch.Board.Holds.IsEmpty || random.Next(0, 4) == 0 ? id : branch.Board.Holds[random.Next(0, branch.Board.Holds.Count)].Id;
        return random.Next(0, 16) switch
        {
            0 or 1 => new ConfirmHold(held, null, null),
            2 => new ReleaseHold(held, null),
            3 => new CancelBooking(id, null),
            4 => new ExpireHolds(),
            5 => new AdvanceHorizon(),
            6 => new PutResource(Changed(random, out Resource changed), Branch.HomeOf(changed), null),
            7 => new RemoveResource(new[] { "T2", "M2", "T9" }[random.Next(0, 3)], null),
            8 => new PutSite((random.Next(0, 2) == 0 ? Lyon.Opera : Lyon.Gerland) with { Opening = Towns.AnyOpening(random) }, null),
            9 => new DefineTerritory(Lyon.Settings with { HorizonDays = random.Next(2, 6) }, null),
            10 when any is not null => (Command?)Reschedule(branch, random, any) ?? new ExpireHolds(),
            11 or 12 => Take(branch, random, (commitment, terms) => new Book(commitment, terms, null, null)) ?? new ExpireHolds(),
            _ => Take(branch, random, (commitment, terms) => new PlaceHold(commitment, terms, new Seconds(random.Next(1, 900)))) ?? new ExpireHolds(),
        };
    }

    private static Command? Take(Branch branch, Random random, Func<string, OfferTerms, Command> take)
    {
        SearchQuery query = Enumerable.Range(0, 5).Select(_ => Towns.AnyQuery(branch, random)).FirstOrDefault(query => !branch.Search(query).Offers.IsEmpty)
            ?? Towns.AnyQuery(branch, random);
        if (branch.Search(query).Offers is not { Length: > 0 } offers) return null;
        OfferTerms terms = branch.Terms(query, offers[random.Next(0, offers.Length)]);
        // Some callers think for a while, and others come between.
        if (random.Next(0, 3) == 0)
        {
            branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(0, offers.Length)]), null, null));
            branch.Now += new Seconds(random.Next(0, 1_000));
        }
        return take(branch.NewId("C"), terms);
    }

    private static RescheduleBooking? Reschedule(Branch branch, Random random, Commitment booking)
    {
        Service service = branch.Catalogue.Find(booking.Service.Id)!;
        SearchQuery query = Towns.AnyQuery(branch, random) with { Service = service, Ignoring = booking.Id };
        if (service.Steps[0].Roles[0].Where == RolePlace.Customer) query = query with { At = branch.Board.Places.PlaceOf(booking.Steps[0].Place!).Location };
        if (branch.Search(query).Offers is not { Length: > 0 } offers) return null;
        return new RescheduleBooking(booking.Id, branch.Terms(query, offers[random.Next(0, offers.Length)]));
    }

    private static Resource Changed(Random random, out Resource changed) => changed = random.Next(0, 5) switch
    {
        0 => Lyon.Room("M1", capacity: random.Next(1, 4)),
        1 => Lyon.Room("M2", "GERLAND", seats: random.Next(0, 2) * 20 + 1) with { Working = Towns.AnyHours(random) },
        2 => Towns.AnyTechnician(random, "T" + random.Next(0, 4)) with { Skills = [new Skill("gas-boiler", 1)] },
        _ => Towns.AnyTechnician(random, "T" + random.Next(0, 4)),
    };
}
