using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search;

public sealed class OfferSpreadTests
{

    [Fact]
    public void Each_choice_is_the_best_of_those_left_by_how_often_rank_beginning_and_index() => Laws.Hold(random =>
    {
        List<Option> options = AnyOptions(random, random.Next(0, 120));
        int limit = random.Next(0, 60);
        List<Option> expected = ByDefinition(options, limit);
        OfferSpread.Sort(options, limit);
        options.ShouldBe(expected);
    }, cases: 1_000);

    [Fact]
    public void Days_and_times_not_offered_yet_come_before_cheaper_ones_that_were()
    {
        List<Option> options = [OptionOf(1, 0, 9), OptionOf(2, 0, 10), OptionOf(3, 1, 9), OptionOf(4, 1, 10), OptionOf(5, 2, 9)];
        OfferSpread.Sort(options, 4);
        options.Select(option => option.Found.Rank).ShouldBe([1, 4, 5, 2]);
    }

    [Fact]
    public void Of_every_minute_of_seventy_days_each_day_is_offered_and_no_time_of_day_twice()
    {
        List<Option> options = [.. from day in Enumerable.Range(0, 70) from minute in Enumerable.Range(0, 1440) select OptionOf(minute % 7, day, minute)];
        OfferSpread.Sort(options, 100);
        options.Count.ShouldBe(100);
        options.Select(option => option.Day).Distinct().Count().ShouldBe(70);
        options.Select(option => option.TimeOfDay).ShouldBeUnique();
    }

    private static List<Option> ByDefinition(List<Option> options, int limit)
    {
        List<Option> left = [.. options], chosen = [];
        while (chosen.Count < limit && left.Count > 0)
        {
            Option best = left.MinBy(option => (
                chosen.Count(other => other.Day == option.Day) + chosen.Count(other => other.TimeOfDay == option.TimeOfDay),
                option.Found.Rank, option.Promise.From, option.Found.Index));
            left.Remove(best);
            chosen.Add(best);
        }
        return chosen;
    }

    /// <summary>Few days, times and ranks, so that many are alike; the position is the index.</summary>
    private static List<Option> AnyOptions(Random random, int count)
    {
        (int days, int times, int ranks) = (random.Next(1, 9), random.Next(1, 12), random.Next(1, 5));
        return [.. Enumerable.Range(0, count).Select(index => OptionOf(random.Next(-2, ranks), random.Next(0, days), random.Next(0, times), index))];
    }

    private static Option OptionOf(long rank, int day, int minute, int index = 0)
    {
        var time = Seconds.FromMinutes(minute);
        Moment from = new Moment(day * 86_400) + time;
        return new Option(
            new Candidate { Rank = rank, Index = index }, new Interval(from, from + Seconds.FromHours(1)), from, from, day, time, 0);
    }
}
