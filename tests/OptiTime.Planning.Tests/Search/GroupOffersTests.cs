using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search;

/// <summary>The laws of offers in which several take part.</summary>
public sealed class GroupOffersTests
{
    /// <summary>What the figures of a group may differ by: each of those who take part is rounded to a cent.</summary>
    private const long Rounding = 8;

    [Fact]
    public void An_exact_answer_is_never_worse_than_all_starts_with_all_combinations_tried_by_hand() => Laws.Hold(random =>
    {
        Branch branch = Crews.Busy(random);
        SearchQuery query = Crews.AnyQuery(branch, random);
        SearchResult result = branch.Search(query);
        Dictionary<Interval, long> byHand = GroupsByHand.Best(branch, query), found = result.Offers
            .GroupBy(offer => offer.Steps[0].Promise).ToDictionary(same => same.Key, same => same.Min(offer => offer.TotalCost.Cents));
        foreach ((Interval promise, long cents) in byHand)
        {
            found.ShouldContainKey(promise, $"{Facts.Of(query.Service)} can be served for {cents}");
            found[promise].ShouldBeLessThanOrEqualTo(cents + Rounding, $"{Facts.Of(query.Service)} in {promise}");
        }
        // Where exact times are told both look at the same starts.
        if (!query.Service.Promise.IsExact) return;
        found.Keys.ShouldBe(byHand.Keys, ignoreOrder: true);
        foreach ((Interval promise, long cents) in found) cents.ShouldBeGreaterThanOrEqualTo(byHand[promise] - Rounding, $"{Facts.Of(query.Service)} in {promise}");
    }, cases: 60);

    [Fact]
    public void Every_offer_held_at_once_is_held_as_offered_and_can_be_confirmed_and_called_off() => Laws.Hold(random =>
    {
        Branch branch = Crews.Busy(random);
        SearchQuery query = Crews.AnyQuery(branch, random) with { MaximumOffers = 6 };
        for (int index = 0; index < 6 && branch.Search(query).Offers is var offers && index < offers.Length; index++) HoldConfirmAndCancel(branch, query, offers[index]);
    }, cases: 60);

    [Fact]
    public void Every_course_held_at_once_is_held_as_offered_and_can_be_confirmed_and_called_off() => Laws.Hold(random =>
    {
        Branch branch = Crews.Busy(random);
        SearchQuery query = Crews.AnyCourse(branch, random, mayTravel: true) with { MaximumOffers = 4 };
        for (int index = 0; index < 4 && branch.Search(query).Offers is var offers && index < offers.Length; index++) HoldConfirmAndCancel(branch, query, offers[index]);
    }, cases: 60);

    [Fact]
    public void An_exact_answer_for_several_steps_is_the_best_of_all_starts_with_all_combinations_tried_by_hand() => Laws.Hold(random =>
    {
        Branch branch = Crews.Busy(random, bookings: 5);
        SearchQuery query = Crews.AnyCourse(branch, random, mayTravel: false);
        // By hand each visit is tried by itself. What can slide may make room for either of two, and not for both.
        if (SlidesInPlace(branch.Board)) return;
        SearchResult result = branch.Search(query);
        result.Completeness.ShouldBe(query.Between.To > branch.Board.HorizonEnd ? Completeness.Truncated : Completeness.Exact);
        Dictionary<Interval, long> byHand = CoursesByHand.Best(branch, query), found = result.Offers
            .GroupBy(offer => offer.Steps[0].Promise).ToDictionary(same => same.Key, same => same.Min(offer => offer.TotalCost.Cents));
        found.Keys.ShouldBe(byHand.Keys, ignoreOrder: true, Facts.Of(query.Service));
        foreach ((Interval promise, long cents) in byHand) found[promise].ShouldBeInRange(cents - Rounding, cents + Rounding, $"{Facts.Of(query.Service)} in {promise}");
    }, cases: 40);

    [Fact]
    public void On_most_random_boards_nothing_slides_where_nobody_travels()
    {
        var random = new Random(7);
        Enumerable.Range(0, 100).Count(_ => !SlidesInPlace(Crews.Busy(random, bookings: 5).Board)).ShouldBeGreaterThan(30);
    }

    private static bool SlidesInPlace(Board board) => Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day))
        .Any(tour => tour.Home < 0 && tour.Stops.Any(stop => stop.Earliest != stop.Latest));

    [Fact]
    public void Another_resource_never_makes_the_best_cost_of_an_exact_answer_worse() => Laws.Hold(random =>
    {
        Branch branch = Crews.Busy(random);
        SearchQuery query = Crews.AnyQuery(branch, random);
        SearchResult before = branch.Search(query);
        branch.Hire(random.Next(0, 3) switch { 0 => Towns.AnyTechnician(random, "T9"), 1 => Lyon.Room("M9"), _ => Crews.Licence("L9") });
        ILookup<Interval, FoundOffer> after = branch.Search(query).Offers.ToLookup(offer => offer.Steps[0].Promise);
        foreach (var promise in before.Offers.GroupBy(offer => offer.Steps[0].Promise))
        {
            after[promise.Key].ShouldNotBeEmpty();
            after[promise.Key].Min(offer => offer.TotalCost.Cents).ShouldBeLessThanOrEqualTo(promise.Min(offer => offer.TotalCost.Cents) + 1);
        }
    }, cases: 60);

    [Fact]
    public void Random_questions_are_worth_asking()
    {
        var random = new Random(1);
        int[] offers = [.. Enumerable.Range(0, 100).Select(_ => Crews.Busy(random)).Select(branch => branch.Search(Crews.AnyQuery(branch, random)).Offers.Length)];
        offers.Count(count => count > 3).ShouldBeGreaterThan(20);
        offers.Count(count => count == 0).ShouldBeGreaterThan(5);
    }
    [Fact]
    public void Random_questions_for_several_steps_are_worth_asking()
    {
        var random = new Random(1);
        int[] offers = [.. Enumerable.Range(0, 60).Select(_ => Crews.Busy(random, bookings: 5)).Select(branch => branch.Search(Crews.AnyCourse(branch, random, mayTravel: true)).Offers.Length)];
        offers.Count(count => count > 3).ShouldBeGreaterThan(10);
        offers.Count(count => count == 0).ShouldBeGreaterThan(3);
    }

    /// <summary>Takes an offer through a life; the branch checks every promise of the board after every step of it.</summary>
    private static void HoldConfirmAndCancel(Branch branch, SearchQuery query, FoundOffer offer)
    {
        Answer held = branch.Done(new PlaceHold(branch.NewId("C"), branch.Terms(query, offer), Seconds.FromMinutes(5)));
        Commitment hold = held.Commitment!;
        held.Planned.Select(time => time.From).ShouldBe(offer.Steps.Select(step => step.Start));
        held.Planned[^1].To.ShouldBe(offer.End);
        hold.Steps.Select(step => step.Promise).ShouldBe(offer.Steps.Select(step => step.Promise));
        hold.Steps.SelectMany(step => step.Assignments).Select(who => new OfferedResource(who.Role.Name, who.Resource)).ShouldBe(offer.Steps.SelectMany(step => step.Resources));
        hold.Cost.ShouldBe(offer.Cost);
        held.OnTime.ShouldBe(offer.OnTime);
        branch.Done(new ConfirmHold(hold.Id, null, null)).OnTime.ShouldBe(offer.OnTime, 0.0001);
        branch.Done(new CancelBooking(hold.Id, null));
        BoardSnapshot.PlannedTours(branch.Board).SelectMany(tour => tour.Stops).ShouldNotContain(stop => stop.Commitment == hold.Id);
    }
}
