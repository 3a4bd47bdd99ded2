using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Boards;

public sealed class HorizonTests
{
    private static readonly Board Before = Board.Restore(QuietMonday.Snapshot);
    private static readonly WorkingPeriod NewMonday = WorkingTimeResolution.Resolve(Lyon.OfficeHours, Lyon.Clock, Lyon.Monday + 7, Lyon.Monday + 8).Single();

    [Fact]
    public void A_day_that_passes_takes_what_stood_on_it_along()
    {
        Board after = Advance(Before, Lyon.Monday + 1);
        after.Commitments.Count.ShouldBe(0);
        after.Holds.ShouldBeEmpty();
        (after.FirstDay, after.AfterDay).ShouldBe((Lyon.Monday + 1, Lyon.Monday + 8));
        after.ToursOf(Lyon.Monday).ShouldBeEmpty();
        after.Places.NumberOf("at-B1").ShouldBe(-1);
        after.Places.NumberOf(Lyon.HomeOf("T1")).ShouldBeGreaterThanOrEqualTo(0);
        after.Places.NumberOf(SiteEntry.PlaceId("OPERA")).ShouldBeGreaterThanOrEqualTo(0);
        BoardChecker.Check(BoardSnapshot.Of(after)).ShouldBeEmpty();
    }

    [Fact]
    public void What_stands_on_days_that_stay_is_not_touched()
    {
        Commitment tuesday = Sold.Booking("B9", Sold.Technician, "T1", new Interval(Lyon.At("2026-11-24T10:00"), Lyon.At("2026-11-24T12:00")), 60);
        var tour = new TourPlanned(
            "T1", 0, Lyon.At("2026-11-24T08:00"),
            [new PlannedStop("B9", 0, new Interval(Lyon.At("2026-11-24T10:00"), Lyon.At("2026-11-24T11:00")), QuietMonday.Way(Lyon.Villeurbanne, Lyon.Caluire))],
            QuietMonday.Way(Lyon.Caluire, Lyon.Villeurbanne));
        Board with = Before.Apply(new LogEntry("lyon", 10, Before.At, Guid.Empty, [new CommitmentRecorded(tuesday), tour], [new("at-B9", Lyon.Caluire)]));
        Board after = Advance(with, Lyon.Monday + 1);
        after.Commitments.Keys.ShouldBe(["B9"]);
        after.Find(tuesday, 0)!.Value.Stop.Start.ShouldBe(Lyon.At("2026-11-24T10:00"));
        after.Places.LocationOf(after.Find(tuesday, 0)!.Value.Stop.Place).ShouldBe(Lyon.Caluire);
        BoardChecker.Check(BoardSnapshot.Of(after)).ShouldBeEmpty();
        Facts.Of(BoardSnapshot.Of(Board.Restore(BoardSnapshot.Of(after)))).ShouldBe(Facts.Of(BoardSnapshot.Of(after)));
    }

    [Fact]
    public void A_place_named_for_the_first_time_in_the_entry_in_which_days_pass_keeps_its_coordinates()
    {
        Commitment tuesday = Sold.Booking("B9", Sold.Technician, "T1", new Interval(Lyon.At("2026-11-24T10:00"), Lyon.At("2026-11-24T12:00")), 60);
        var passed = new HorizonAdvanced(Lyon.Monday + 1, Lyon.Monday + 8, [], [new NewPeriods("T1", [NewMonday])]);
        Board after = Before.Apply(new LogEntry(
            "lyon", 10, Lyon.Clock.StartOf(Lyon.Monday + 2), Guid.Empty, [passed, new CommitmentRecorded(tuesday)], [new("at-B9", Lyon.Caluire)]));
        after.Places.PlaceOf("at-B9").Location.ShouldBe(Lyon.Caluire);
    }

    [Fact]
    public void New_days_come_with_their_periods()
    {
        Board after = Advance(Before, Lyon.Monday + 1);
        after.FindResource("T1")!.Periods.Select(period => period.Day - Lyon.Monday).ShouldBe([1, 2, 3, 4, 7]);
        after.ToursOf(Lyon.Monday + 7).Select(tour => after.ResourceOf(tour.Resource).Resource.Id).ShouldBe(["T1"]);
    }

    [Fact]
    public void An_entry_that_is_not_the_next_is_not_applied() =>
        Should.Throw<InvalidOperationException>(() => Before.Apply(new LogEntry("lyon", 11, Before.At, Guid.Empty, [], []))).Message.ShouldContain("11");

    private static Board Advance(Board board, int firstDay) => board.Apply(new LogEntry(
        "lyon", board.Version + 1, Lyon.Clock.StartOf(firstDay + 1), Guid.Empty, [new HorizonAdvanced(firstDay, Lyon.Monday + 8, [], [new NewPeriods("T1", [NewMonday])])], []));
}
