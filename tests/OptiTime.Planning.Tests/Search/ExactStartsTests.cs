using System.Globalization;
using NodaTime;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Search;

/// <summary>Paris puts its clocks forward on 2027-03-28 (02:00 becomes 03:00) and back on 2027-10-31 (03:00 becomes 02:00).</summary>
public sealed class ExactStartsTests
{
    [Theory]
    [InlineData("2027-03-28", 120, "00:00 03:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00")]
    [InlineData("2027-03-28", 180, "00:00 03:00 06:00 09:00 12:00 15:00 18:00 21:00")]
    [InlineData("2027-10-31", 120, "00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00")]
    [InlineData("2027-10-30", 120, "00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00")]
    public void Starts_are_multiples_of_the_granularity_on_the_wall_also_when_the_clock_changes(string date, int minutes, string starts) =>
        Told(date + "T00:00", date + "T23:59", minutes).ShouldBe(starts);

    [Fact]
    public void Times_that_spring_skips_are_told_once_as_the_first_moment_after() =>
        Told("2027-03-28T01:00", "2027-03-28T05:00", 30).ShouldBe("01:00 01:30 03:00 03:30 04:00 04:30");

    [Fact]
    public void Times_that_autumn_repeats_are_told_once_as_the_first()
    {
        SearchResult result = Search("2027-10-31T01:30", "2027-10-31T04:30", 30);
        result.Offers.Select(offer => offer.Steps[0].Start.ToString()[11..16]).Order().ShouldBe(["00:00", "00:30", "02:00", "02:30", "03:00", "23:30"]);
    }

    [Fact]
    public void Exact_answers_around_a_change_of_the_clock_are_those_found_by_hand() => Laws.Hold(random =>
    {
        string day = random.Next(0, 2) == 0 ? "2027-03-28" : "2027-10-31";
        Moment from = Lyon.At(day + "T00:00") + new Seconds(random.Next(-20_000, 60_000));
        (Branch branch, SearchQuery query) = Ask(new Interval(from, from + new Seconds(random.Next(3_600, 100_000))), random.Next(20, 200));
        branch.Search(query).Offers.Select(offer => offer.Steps[0].Promise.From).Order()
            .ShouldBe(SearchByHand.Best(branch, query).Keys.Select(promise => promise.From).Order());
    }, cases: 60);

    private static string Told(string from, string to, int minutes) => string.Join(' ', Search(from, to, minutes).Offers
        .Select(offer => offer.Steps[0].Start).Order()
        .Select(start => Instant.FromUnixTimeSeconds(start.ToUnixSeconds()).InZone(Lyon.Clock.Zone).ToString("HH:mm", CultureInfo.InvariantCulture)));

    private static SearchResult Search(string from, string to, int minutes)
    {
        (Branch branch, SearchQuery query) = Ask(new Interval(Lyon.At(from), Lyon.At(to)), minutes);
        return branch.Search(query);
    }

    /// <summary>Somebody who always works, asked for an exact time.</summary>
    private static (Branch Branch, SearchQuery Query) Ask(Interval between, int minutes)
    {
        Service service = Sold.Advice with { Id = "exact", Promise = new PromiseRule([], Seconds.FromMinutes(minutes), null) };
        var branch = new Branch((between.From - Seconds.FromHours(48)).ToUtc().ToString("yyyy-MM-dd'T18:00'", CultureInfo.InvariantCulture));
        branch.Sell(service);
        branch.Hire(Lyon.Agent("A1") with { Working = WorkingTime.Always });
        return (branch, Branch.Ask(service, null, between));
    }
}
