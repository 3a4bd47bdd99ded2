using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Demand;

/// <summary>Turns counts and prices into what people look at.</summary>
internal sealed class DemandWriter(Board board)
{
    private const double Whole = 1_000;

    private readonly TerritoryWords _words = new(board);

    /// <summary>The days from one to before another.</summary>
    public DemandView Write(int first, int after, IEnumerable<DemandCount> counts, BidPrices? prices) => new()
    {
        Territory = board.Settings.Id,
        From = _words.Time(board.Clock.StartOf(first)),
        To = _words.Time(board.Clock.StartOf(after)),
        Items =
        [
            .. counts.GroupBy(count => (count.Key.Day, count.Key.Skills, count.Key.Class, count.Key.Tier))
                .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Skills, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Class).ThenBy(group => group.Key.Tier, StringComparer.Ordinal)
                .Select(Write),
        ],
        BidPrices = prices is null ? null : Write(prices, first, after),
    };

    private static DemandEntry Write(IGrouping<(int Day, string Skills, PriorityClass Class, string? Tier), DemandCount> group)
    {
        return new DemandEntry
        {
            Date = Date(group.Key.Day),
            Needs = [.. SkillKey.Read(group.Key.Skills).Select(need => new NeedDocument { Kind = need.Kind, Skills = SkillLevels.ToDocuments(need.Skills) })],
            Class = (UrgencyClass)group.Key.Class,
            Tier = group.Key.Tier,
            Offered = Sum(DemandOutcome.Offered),
            Refused = Sum(DemandOutcome.Refused),
            Booked = Sum(DemandOutcome.Booked),
        };

        double Sum(DemandOutcome outcome) => group.Where(count => count.Key.Outcome == outcome).Sum(count => count.Thousandths) / Whole;
    }

    /// <summary>What those pay who rank lowest: nobody pays more. Days and resources on which nothing is kept are left out.</summary>
    private BidPriceView Write(BidPrices prices, int first, int after) => new()
    {
        Version = prices.Version,
        At = _words.Time(prices.At),
        Days =
        [
            .. Enumerable.Range(first, after - first).Select(day => new BidPriceDay
            {
                Date = Date(day),
                Prices =
                [
                    .. board.Resources.GroupBy(entry => prices.PerHour(entry.Resource.Id, day, precedence: 0)).Where(group => group.Key > Money.Zero)
                        .OrderByDescending(group => group.Key)
                        .Select(group => new BidPriceEntry { PerHour = _words.Amount(group.Key), Resources = [.. group.Select(entry => entry.Resource.Id)] }),
                ],
            }).Where(day => day.Prices.Count > 0),
        ],
    };

    private static string Date(int day) => LocalDatePattern.Iso.Format(DayClock.DateOf(day));
}
