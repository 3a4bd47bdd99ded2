using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Planning.WhatIf;

namespace OptiTime.Planning.Tests.WhatIf;

public sealed class RequestStreamsTests
{
    private static Branch Town()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        return branch;
    }

    private static RequestStreams Of(Branch branch) => new(branch.Board, branch.Catalogue, branch.Now);

    [Fact]
    public void A_seed_decides_all_and_requests_come_in_order_for_the_days_asked_for() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        int seed = random.Next(), days = random.Next(1, 6), today = branch.Board.Clock.DayOf(branch.Now);
        ImmutableArray<StreamedRequest> stream = Of(branch).Draw([], seed, 30, days);

        Told(stream).ShouldBe(Told(Of(branch).Draw([], seed, 30, days)));
        stream.Select(request => request.At).ShouldBeInOrder();
        stream.ShouldAllBe(request => request.At >= branch.Now && request.Day >= today && request.Day < today + days && request.Query.Between.To > request.At);
    }, cases: 30);

    [Fact]
    public void What_was_counted_decides_what_is_drawn_and_for_which_weekday()
    {
        Branch branch = Town();
        branch.Sell(Sold.Boiler with { Id = "urgent", Class = PriorityClass.Urgent });
        // Only Tuesdays, only urgent.
        IEnumerable<DemandCount> counts = Counts.Urgent(3, tier: "gold").Where(count => (count.Key.Day - Lyon.Monday - 1) % 7 == 0);

        ImmutableArray<StreamedRequest> stream = Of(branch).Draw(counts, 5, 40, 7);

        stream.Length.ShouldBe(40);
        stream.ShouldAllBe(request => request.Day == Lyon.Monday + 1 && request.Query.Service.Id == "urgent" && request.Tier == "gold");
    }

    [Fact]
    public void Where_nothing_was_counted_what_is_booked_is_asked_for_where_it_is_booked()
    {
        Branch branch = Town();
        branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("23:00"))));

        Of(branch).Draw([], 5, 10, 7).ShouldAllBe(request => request.Query.Service.Id == "boiler" && request.Query.At == Lyon.Bron && request.Tier == "gold");
    }

    [Fact]
    public void What_nobody_asked_for_here_is_not_drawn()
    {
        Branch branch = Town();
        var monday = new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("23:00"));
        branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, monday));
        branch.Sell(Sold.Boiler with { Id = "check" });
        for (int job = 0; job < 5; job++) branch.Record(branch.Catalogue.Find("check")!, Lyon.Bron, monday);

        Of(branch).Draw([], 5, 20, 7).ShouldAllBe(request => request.Query.Service.Id == "boiler");
    }

    [Fact]
    public void Customers_of_a_tier_ask_for_the_service_as_they_are_sold_it()
    {
        Branch branch = Town();
        var hour = new PromiseRule([Lyon.Span("08:00-09:00")], Seconds.FromMinutes(15), null);
        branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("23:00"))));
        branch.Sell(Sold.Boiler with { Levels = [new ServiceLevel("gold", Seconds.FromHours(20), hour, new Money(9_900))] });

        ImmutableArray<StreamedRequest> stream = Of(branch).Draw([], 5, 20, 5);

        stream.ShouldAllBe(request => request.Tier == "gold" && request.Query.Service.Price == new Money(9_900) && request.Query.Service.Promise.Equals(hour));
        stream.ShouldAllBe(request => request.Query.BeginBy == request.Query.Between.From + Seconds.FromHours(20));
        // What is found so can be booked: the decision sells it the same way.
        var plan = new TrialPlan(branch.Board, branch.Catalogue);
        StreamedRequest served = stream.First(request => !plan.Search(request.Query, request.At).Offers.IsEmpty);
        plan.Book(served.Query, plan.Search(served.Query, served.At).Offers[0], served.Tier, served.At).Refusal.ShouldBeNull();
    }

    [Fact]
    public void More_demand_holds_all_that_less_does() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        ImmutableArray<StreamedRequest> stream = Of(branch).Draw([], random.Next(), 20, 3);
        double less = random.NextDouble() * 3, more = less + (random.NextDouble() * 2);
        int seed = random.Next();
        PairedRequest[] few = [.. Of(branch).Pair(stream, [new WithDemand(less, null, null)], seed)], many = [.. Of(branch).Pair(stream, [new WithDemand(more, null, null)], seed)];

        few.Count(pair => pair.AsIs).ShouldBe(20);
        many.Count(pair => pair.AsIs).ShouldBe(20);
        many.Count(pair => pair.Changed).ShouldBeGreaterThanOrEqualTo(few.Count(pair => pair.Changed));
        Of(branch).Pair(stream, [new WithDemand(1, null, null)], seed).ShouldAllBe(pair => pair.AsIs && pair.Changed);
        Of(branch).Pair(stream, [new WithDemand(2, null, null)], seed).Count(pair => pair.Changed).ShouldBe(40);
        Of(branch).Pair(stream, [new WithDemand(0, null, null)], seed).Count(pair => pair.Changed).ShouldBe(0);
        Of(branch).Pair(stream, [new WithDemand(5, null, Lyon.Monday + 50)], seed).ShouldAllBe(pair => pair.AsIs && pair.Changed);
    }, cases: 30);

    [Fact]
    public void What_was_booked_is_asked_for_again_on_the_same_weekday()
    {
        Branch branch = Town();
        Commitment boiler = Sold.Booking("B1", Sold.Technician, "T1", Lyon.MondaySpan("08:00-10:00"), 60) with { Service = new SoldService("boiler", "", PriorityClass.Standard, new Money(1), 1), Tier = "gold" };
        RecordedBooking[] bookings = [.. Enumerable.Range(0, 8).Select(index => new RecordedBooking(Lyon.At("2026-11-19T10:00") + Seconds.FromMinutes(index), boiler, Lyon.Bron))];

        ImmutableArray<StreamedRequest> stream = Of(branch).Again(bookings, 0.5);

        // Made on a Thursday for the Monday after: it is Sunday, so they come on Thursday for the Monday after that.
        stream.Length.ShouldBe(4);
        stream.ShouldAllBe(request => request.Day == Lyon.Monday + 7 && request.Query.At == Lyon.Bron && request.Tier == "gold");
        stream[0].At.ShouldBe(Lyon.At("2026-11-26T10:01"));
        Of(branch).Again([.. bookings.Select(booking => booking with { Location = null })], 1).ShouldBeEmpty();
    }

    private static IEnumerable<string> Told(IEnumerable<StreamedRequest> stream) =>
        stream.Select(request => $"{request.At} {request.Day} {request.Query.Service.Id} {request.Query.At} {request.Tier}");
}
