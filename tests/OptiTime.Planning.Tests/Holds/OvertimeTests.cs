using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Overtime is a longer working period for as long as somebody needs it.</summary>
public sealed class OvertimeTests
{
    private static readonly Overtime OneHour = new(Seconds.FromHours(1), new Money(2_000));

    /// <summary>Half an hour too late for who is to be home by five.</summary>
    private static readonly Interval LateMonday = Lyon.MondaySpan("15:50-17:59");

    private static readonly Service Evening = Sold.Boiler with { Promise = new PromiseRule([Lyon.Span("15:50-16:40")], Seconds.FromMinutes(15), Seconds.FromMinutes(30)) };

    private readonly Branch _branch = new();

    public OvertimeTests() => _branch.Sell(Evening);

    [Fact]
    public void Who_may_work_longer_is_offered_with_what_it_costs_and_works_as_long_as_it_takes()
    {
        _branch.Hire(Lyon.Technician("T1") with { Overtime = OneHour });
        Relaxation relaxation = Asked();
        relaxation.Words.ShouldMatch("^'T1' would work until 17:\\d\\d(:\\d\\d)?, .+ longer: Monday 23 November, 15:50 to 16:40\\.$");
        CostLine line = relaxation.Offer.Cost.Single(line => line.Kind == "overtime");
        Moment until = relaxation.Offer.Steps[0].WorksUntil!.Value;
        line.Amount.ShouldBe(OneHour.CostOf(until - Lyon.OnMonday("17:00")));
        relaxation.Extra.ShouldBeGreaterThanOrEqualTo(line.Amount);

        Answer booked = Book(relaxation);

        booked.Commitment!.Cost.ShouldBe(relaxation.Offer.Cost);
        EndOf("T1").ShouldBe(until);
    }

    [Fact]
    public void Who_may_not_or_not_so_long_is_not_offered()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2") with { Overtime = OneHour with { Most = Seconds.FromMinutes(1) } });
        Kinds().ShouldNotContain("overtime");
        _branch.Hire(Lyon.Technician("T3", Lyon.OfficeHours with { Absences = [new Absence(Lyon.MondaySpan("17:00-19:00"), "choir")] }) with { Overtime = OneHour });
        Kinds().ShouldNotContain("overtime");
    }

    [Fact]
    public void Called_off_released_or_moved_away_it_is_given_back()
    {
        _branch.Hire(Lyon.Technician("T1") with { Overtime = OneHour });
        string booking = Book(Asked()).Commitment!.Id;
        _branch.Done(new CancelBooking(booking, null));
        EndOf("T1").ShouldBe(Lyon.OnMonday("17:00"));

        Relaxation again = Asked();
        string hold = _branch.Done(new PlaceHold(_branch.NewId("C"), _branch.Terms(again.Query, again.Offer), Seconds.FromMinutes(5))).Commitment!.Id;
        EndOf("T1").ShouldBeGreaterThan(Lyon.OnMonday("17:00"));
        _branch.Done(new ReleaseHold(hold, null));
        EndOf("T1").ShouldBe(Lyon.OnMonday("17:00"));

        string moved = Book(Asked()).Commitment!.Id;
        SearchQuery tomorrow = Branch.Ask(Evening, Lyon.Bron, new Interval(Lyon.At("2026-11-24T00:00"), Lyon.At("2026-11-25T00:00"))) with { WithOvertime = true, Ignoring = moved };
        _branch.Done(new RescheduleBooking(moved, _branch.Terms(tomorrow, new SlotSearch().FindOffers(_branch.Board, tomorrow, _branch.Now, default).Offers[0])));
        EndOf("T1").ShouldBe(Lyon.OnMonday("17:00"));
        EndOf("T1", day: 1).ShouldBeGreaterThan(Lyon.At("2026-11-24T17:00"));
    }

    [Fact]
    public void A_change_of_the_resource_keeps_what_is_booked_and_is_refused_where_it_would_not_be_allowed_any_more()
    {
        Resource technician = Lyon.Technician("T1") with { Overtime = OneHour };
        _branch.Hire(technician);
        Book(Asked());
        Moment end = EndOf("T1");
        _branch.Hire(technician with { Name = "Renamed" });
        EndOf("T1").ShouldBe(end);
        _branch.Send(new PutResource(technician with { Overtime = null }, Branch.HomeOf(technician), null)).Refusal!.Code.ShouldBe(RefusalCode.WouldBreakCommitments);
        _branch.Send(new PutResource(technician with { Working = Lyon.Hours("08:00-16:00") }, Branch.HomeOf(technician), null)).Refusal!.Code.ShouldBe(RefusalCode.WouldBreakCommitments);
        _branch.Send(new PutResource(Lyon.Room("M9") with { Overtime = OneHour }, null, null)).Refusal!.Field.ShouldBe("overtime");
    }

    [Fact]
    public void Whoever_comes_second_pays_only_for_what_they_add()
    {
        _branch.Hire(Lyon.Technician("T1") with { Overtime = new Overtime(Seconds.FromHours(3), new Money(2_000)) });
        Book(Asked());
        Moment first = EndOf("T1");
        Relaxation second = Asked(Branch.Ask(Evening, Lyon.Bron, Lyon.MondaySpan("15:50-20:00")) with
        {
            Service = Evening with { Promise = new PromiseRule([Lyon.Span("16:30-18:30")], Seconds.FromMinutes(15), null) },
        });
        second.Offer.Cost.Single(line => line.Kind == "overtime").Amount.ShouldBe(OneHour.CostOf(second.Offer.Steps[0].WorksUntil!.Value - first));
    }

    /// <summary>Random days of bookings with overtime, calling off, renaming: every board is checked, and in the end all overtime is gone.</summary>
    [Fact]
    public void Whatever_is_booked_and_called_off_no_overtime_is_left_that_nobody_needs()
    {
        int longer = 0;
        Laws.Hold(random => longer += OvertimeOfADay(random), cases: 40);
        longer.ShouldBeGreaterThan(20, "overtime was hardly ever worked");
    }

    /// <returns>How many bookings took overtime.</returns>
    private static int OvertimeOfADay(Random random)
    {
        int longer = 0;
        var branch = new Branch(settings: Lyon.Settings with { HorizonDays = 3 });
        Resource[] people = [.. Enumerable.Range(0, 2).Select(index => Towns.AnyTechnician(random, "T" + index) with { Overtime = OneHour with { Most = Seconds.FromMinutes(random.Next(10, 300)) } })];
        branch.Hire(people);
        ImmutableArray<WorkingPeriod>[] usual = [.. people.Select(person => branch.Board.FindResource(person.Id)!.Periods)];
        var booked = new List<string>();
        for (int step = 0; step < 25; step++)
        {
            SearchQuery query = Towns.AnyQuery(branch, random) with { Service = Sold.Training, At = null, Require = [], Refuse = [] };
            query = random.Next(0, 2) == 0 ? query : query with { WithOvertime = true };
            ImmutableArray<FoundOffer> offers = new SlotSearch().FindOffers(branch.Board, query, branch.Now, default).Offers;
            if (!offers.IsEmpty)
            {
                Commitment booking = branch.Done(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(0, offers.Length)]), null, null)).Commitment!;
                longer += booking.Cost.Count(line => line.Kind == "overtime");
                booked.Add(booking.Id);
            }
            if (random.Next(0, 4) == 0) branch.Hire(people[random.Next(0, 2)]);
            if (booked.Count == 0 || random.Next(0, 3) > 0) continue;
            branch.Done(new CancelBooking(booked[0], null));
            booked.RemoveAt(0);
        }
        foreach (string booking in booked) branch.Done(new CancelBooking(booking, null));
        for (int person = 0; person < people.Length; person++) branch.Board.FindResource(people[person].Id)!.Periods.ShouldBe(usual[person]);
        return longer;
    }

    private Relaxation Asked(SearchQuery? query = null) => _branch.Search(query ?? Branch.Ask(Evening, Lyon.Bron, LateMonday)).Relaxations.Single(relaxation => relaxation.GivesUp == "overtime");

    private IEnumerable<string> Kinds() => _branch.Search(Branch.Ask(Evening, Lyon.Bron, LateMonday)).Relaxations.Select(relaxation => relaxation.GivesUp);

    private Answer Book(Relaxation relaxation) => _branch.Done(new Book(_branch.NewId("C"), _branch.Terms(relaxation.Query, relaxation.Offer), null, null));

    private Moment EndOf(string resource, int day = 0) => _branch.Board.FindResource(resource)!.Periods.Single(period => period.Day == Lyon.Monday + day).Span.To;
}
