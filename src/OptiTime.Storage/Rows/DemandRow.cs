using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Storage.Rows;

/// <summary>A count of demand as its table has it, the same in both stores.</summary>
internal sealed class DemandRow
{
    /// <summary>The counts of a territory for some days, in the order of their keys. Parameters: territory, firstDay, afterDay.</summary>
    internal const string Select = """
        SELECT territory, day, ahead, skills, class, tier, outcome, requests, seconds, cents FROM demand_count
        WHERE territory = @territory AND day >= @firstDay AND day < @afterDay ORDER BY day, ahead, skills, class, tier, outcome
        """;

    /// <summary>Forgets what is about days before one.</summary>
    internal const string Forget = "DELETE FROM demand_count WHERE day < @beforeDay";

    /// <summary>What happens where there is such a count already.</summary>
    internal const string AddUp = """
        ON CONFLICT (territory, day, ahead, skills, class, tier, outcome) DO UPDATE SET
            requests = demand_count.requests + excluded.requests, seconds = demand_count.seconds + excluded.seconds, cents = demand_count.cents + excluded.cents
        """;

    public required string Territory { get; init; }

    public required int Day { get; init; }

    public required int Ahead { get; init; }

    public required string Skills { get; init; }

    public required string Class { get; init; }

    public required string Tier { get; init; }

    public required string Outcome { get; init; }

    public required long Requests { get; init; }

    public required long Seconds { get; init; }

    public required long Cents { get; init; }

    /// <summary>The rows of counts, one a key, in an order that is the same for all who write, so that nobody waits for each other in a circle.</summary>
    internal static DemandRow[] Of(IEnumerable<DemandCount> counts) =>
    [
        .. counts.GroupBy(count => count.Key).Select(Of)
            .OrderBy(row => row.Territory, StringComparer.Ordinal).ThenBy(row => row.Day).ThenBy(row => row.Ahead).ThenBy(row => row.Skills, StringComparer.Ordinal)
            .ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Tier, StringComparer.Ordinal).ThenBy(row => row.Outcome, StringComparer.Ordinal),
    ];

    /// <summary>The count of a row.</summary>
    internal DemandCount ToCount() => new(
        new DemandKey(
            Territory, Day, Ahead, Skills, Enum.Parse<PriorityClass>(Class, ignoreCase: true), Tier.Length == 0 ? null : Tier,
            Enum.Parse<DemandOutcome>(Outcome, ignoreCase: true)),
        Requests, Seconds, Cents);

    private static DemandRow Of(IGrouping<DemandKey, DemandCount> counts) => new()
    {
        Territory = counts.Key.Territory,
        Day = counts.Key.Day,
        Ahead = counts.Key.Ahead,
        Skills = counts.Key.Skills,
        Class = Word(counts.Key.Class),
        Tier = counts.Key.Tier ?? "",
        Outcome = Word(counts.Key.Outcome),
        Requests = counts.Sum(count => count.Thousandths),
        Seconds = counts.Sum(count => count.Seconds),
        Cents = counts.Sum(count => count.Cents),
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
