using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>What one territory lends another is written in both logs by one append, or in none.</summary>
public abstract class LendingContract(IStoreFactory factory) : StoreContract(factory)
{
    private static readonly int Day = FirstDay + 1;

    private static readonly Interval Nine = new(Hour(Day, 9), Hour(Day, 10));

    /// <summary>A hold of <c>rhone</c> with a step of its own, at which somebody from <c>ain</c> helps, and one that is theirs alone.</summary>
    private static Commitment Borrowing
    {
        get
        {
            Commitment hold = Hold("c1", "r1", customer: "C-1", reference: "mine");
            CommittedStep step = hold.Steps[0] with { EarliestStart = Nine.From, LatestStart = Nine.From };
            Assignment lent = step.Assignments[0] with { Resource = "e1", Territory = "ain" };
            return hold with
            {
                Steps = [
                    step with { Assignments = [step.Assignments[0], lent] },
                    step with { Name = "after", EarliestStart = Nine.To, LatestStart = Nine.To, Assignments = [lent] }],
            };
        }
    }

    private static Commitment Lent => Borrowing with
    {
        Id = Borrowing.Offer,
        ExternalReference = null,
        Loan = new Loan("rhone", "c1"),
        Steps = [.. Borrowing.Steps.Select((step, index) => step with
        {
            Place = index == 0 ? "visited:OPERA@45,4" : null,
            Site = index == 0 ? "OPERA" : null,
            Assignments = [step.Assignments[^1] with { Territory = null }],
        })],
    };

    private static LogPart[] Parts => [
        Part("rhone", 1, new CommitmentRecorded(Borrowing), Tour("r1", Day, Stop("c1", Day, 9))),
        Part("ain", 1, new CommitmentRecorded(Lent), Tour("e1", Day, Stop(Lent.Id, Day, 9), Stop(Lent.Id, Day, 10) with { Step = 1 }))];

    private async Task DefineBothAsync()
    {
        await Define("rhone", "r1");
        await Define("ain", "e1");
    }

    [Fact]
    public async Task Both_halves_are_written_with_their_planned_times_and_where_somebody_is_sent()
    {
        await DefineBothAsync();
        Append append = Append(Parts) with { Places = [new Place("visited:OPERA@45,4", new Location(45, 4))] };
        (await TryAppend(append)).ShouldBeOfType<Appended>();

        LogEntry rhone = (await Entries("rhone"))[^1], ain = (await Entries("ain"))[^1];
        (rhone.AppendId, rhone.At).ShouldBe((ain.AppendId, ain.At));
        rhone.Places.ShouldBeEmpty();
        ain.Places.ShouldBe([new Place("visited:OPERA@45,4", new Location(45, 4))]);
        foreach ((string territory, string id) in new[] { ("rhone", "c1"), ("ain", Lent.Id) })
        {
            CommitmentRow row = (await Store.Plans.FindAsync(territory, id, default)).ShouldNotBeNull();
            row.Planned.ShouldBe([Nine, new Interval(Hour(Day, 10), Hour(Day, 11))], territory);
        }
        (await Store.Plans.FindAsync("ain", Lent.Id, default))!.Commitment.Loan.ShouldBe(new Loan("rhone", "c1"));
        (await Occupied("ain")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_version_lost_in_the_lenders_log_alone_leaves_both_as_they_were()
    {
        await DefineBothAsync();
        await Written(Part("ain", 1, new SiteRemoved("none")));

        (await TryAppend(Parts)).ShouldBe(new VersionLost("ain", 2));

        (await Entries("rhone")).Count.ShouldBe(1);
        (await Store.Plans.FindAsync("rhone", "c1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_booked_at_home_is_lent_to_nobody_and_neither_half_is_written()
    {
        await DefineBothAsync();
        await Written(Part("ain", 1, new CommitmentRecorded(Hold("c9", "e1")), new TourPlanned("e1", 0, Hour(Day, 7), [Stop("c9", Day, 9)], default)));

        (await TryAppend([Parts[0], Parts[1] with { ExpectedVersion = 2 }])).ShouldBe(new DoubleBooked("ain", "e1", Lent.Id));

        (await Entries("rhone")).Count.ShouldBe(1);
        (await Occupied("rhone")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guard_holds_for_both_or_for_neither_and_what_is_sent_again_is_told_as_the_first_time()
    {
        await DefineBothAsync();
        (await Store.Log.AppendAsync(Append(Parts).Under(0, new OnlyBefore(Morning - new Seconds(1))), default)).ShouldBeOfType<GuardFailed>();
        (await Entries("rhone")).Count.ShouldBe(1);
        (await Entries("ain")).Count.ShouldBe(1);

        Append append = Append(Parts);
        AppendOutcome first = await Store.Log.AppendAsync(append, default);
        (await Store.Log.AppendAsync(append, default)).ShouldBe(first);
        (await Entries("ain")).Count.ShouldBe(2);
    }
}
