using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Several who serve together, some of them longer than their working time says.</summary>
public sealed class GroupOvertimeTests
{
    private static readonly Overtime OneHour = new(Seconds.FromHours(1), new Money(2_000));

    /// <summary>Half an hour too late for who is to be home by five.</summary>
    private static readonly Service Evening = Crews.Of("evening", new PromiseRule([Lyon.Span("15:50-16:40")], Seconds.FromMinutes(15), Seconds.FromMinutes(30)),
        new ServiceStep("1", Seconds.FromHours(1), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer, 2)], Seconds.Zero, null));

    private readonly Branch _branch = new();

    public GroupOvertimeTests() => _branch.Sell(Evening);

    [Fact]
    public void Two_work_longer_for_as_long_as_it_takes_and_go_home_in_time_when_it_is_called_off()
    {
        _branch.Hire(Lyon.Technician("T1") with { Overtime = OneHour }, Lyon.Technician("T2") with { Overtime = OneHour });
        Relaxation relaxation = _branch.Search(Branch.Ask(Evening, Lyon.Bron, Lyon.MondaySpan("15:50-17:59"))).Relaxations.Single(one => one.GivesUp == "overtime");
        relaxation.Words.ShouldMatch("^'T1' and 'T2', some of them in overtime until 17:\\d\\d(:\\d\\d)?: Monday 23 November, 15:50 to 16:40\\.$");

        Commitment booking = _branch.Done(new Book("B", _branch.Terms(relaxation.Query, relaxation.Offer), null, null)).Commitment!;

        booking.Cost.ShouldBe(relaxation.Offer.Cost);
        Moment[] ends = [EndOf("T1"), EndOf("T2")];
        ends.ShouldAllBe(end => end > Lyon.OnMonday("17:00"));
        relaxation.Offer.Steps[0].WorksUntil.ShouldBe(ends.Max());
        booking.Cost.Single(line => line.Kind == "overtime").Amount.ShouldBe(new Money(ends.Sum(end => OneHour.CostOf(end - Lyon.OnMonday("17:00")).Cents)));
        _branch.Done(new CancelBooking("B", null));
        (EndOf("T1"), EndOf("T2")).ShouldBe((Lyon.OnMonday("17:00"), Lyon.OnMonday("17:00")));
    }

    [Fact]
    public void Where_one_of_them_may_not_nobody_does()
    {
        _branch.Hire(Lyon.Technician("T1") with { Overtime = OneHour }, Lyon.Technician("T2"));

        _branch.Search(Branch.Ask(Evening, Lyon.Bron, Lyon.MondaySpan("15:50-17:59"))).Relaxations.ShouldNotContain(one => one.GivesUp == "overtime");
    }

    /// <summary>Random bookings of several with overtime, held as offered and called off: every board is checked, and in the end all overtime is gone.</summary>
    [Fact]
    public void Every_offer_with_overtime_is_held_as_offered_and_leaves_none_when_it_is_called_off()
    {
        int longer = 0;
        Laws.Hold(random => longer += OvertimeOfADay(random), cases: 40);
        longer.ShouldBeGreaterThan(10, "overtime was hardly ever worked");
    }

    /// <returns>How many bookings took overtime.</returns>
    private static int OvertimeOfADay(Random random)
    {
        int longer = 0;
        Branch branch = Crews.Busy(random, bookings: 4);
        Resource[] people = [.. branch.Board.Resources.Where(entry => entry.Resource.Mobility != Mobility.Fixed).Select(entry => entry.Resource)];
        branch.Hire([.. people.Select(person => person with { Overtime = OneHour with { Most = Seconds.FromMinutes(random.Next(10, 300)) } })]);
        ImmutableArray<WorkingPeriod>[] usual = [.. people.Select(person => branch.Board.FindResource(person.Id)!.Periods)];
        var booked = new List<string>();
        for (int step = 0; step < 8; step++)
        {
            SearchQuery query = (random.Next(0, 3) == 0 ? Crews.AnyCourse(branch, random, mayTravel: true) : Crews.AnyQuery(branch, random)) with { WithOvertime = true, MaximumOffers = 20 };
            ImmutableArray<FoundOffer> offers = new SlotSearch().FindOffers(branch.Board, query, branch.Now, default).Offers;
            FoundOffer[] worthIt = [.. offers.Where(offer => offer.Steps.Any(one => one.WorksUntil is not null))];
            if (worthIt.Length == 0) continue;
            FoundOffer offer = worthIt[random.Next(0, worthIt.Length)];
            Answer answer = branch.Done(new Book(branch.NewId("C"), branch.Terms(query, offer), null, null));
            booked.Add(answer.Commitment!.Id);
            // What can be had without is, by a longer way.
            if (answer.Commitment.Cost.Any(line => line.Kind == "overtime"))
            {
                longer++;
                answer.Planned.Select(time => time.From).ShouldBe(offer.Steps.Select(one => one.Start));
                answer.Commitment.Cost.ShouldBe(offer.Cost);
            }
            if (random.Next(0, 3) > 0) continue;
            branch.Done(new CancelBooking(booked[0], null));
            booked.RemoveAt(0);
        }
        // What others booked before may have slid into it, and goes too.
        foreach (string booking in branch.Board.Commitments.Keys.ToArray()) branch.Done(new CancelBooking(booking, null));
        for (int person = 0; person < people.Length; person++) branch.Board.FindResource(people[person].Id)!.Periods.ShouldBe(usual[person]);
        return longer;
    }

    private Moment EndOf(string resource) => _branch.Board.FindResource(resource)!.Periods.Single(period => period.Day == Lyon.Monday).Span.To;
}
