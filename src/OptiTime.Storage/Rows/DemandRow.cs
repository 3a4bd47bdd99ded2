using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Storage.Rows;

/// <summary>A count of demand as its table has it, the same in both stores.</summary>
internal sealed record DemandRow(
    string Territory, long Day, long Ahead, string Skills, string Class, string Tier, string Outcome, long Requests, long Seconds, long Cents)
{
    /// <summary>The counts of a territory for some days, in the order of their keys. Parameters: territory, firstDay, afterDay.</summary>
    internal const string Select = """
        SELECT territory, CAST(day AS bigint) AS day, CAST(ahead AS bigint) AS ahead, skills, class, tier, outcome, requests, seconds, cents FROM demand_count
        WHERE territory = @territory AND day >= @firstDay AND day < @afterDay ORDER BY day, ahead, skills, class, tier, outcome
        """;

    /// <summary>Adds a count to what is there.</summary>
    internal const string Add = """
        INSERT INTO demand_count (territory, day, ahead, skills, class, tier, outcome, requests, seconds, cents)
        VALUES (@Territory, @Day, @Ahead, @Skills, @Class, @Tier, @Outcome, @Requests, @Seconds, @Cents)
        ON CONFLICT (territory, day, ahead, skills, class, tier, outcome) DO UPDATE SET
            requests = demand_count.requests + excluded.requests, seconds = demand_count.seconds + excluded.seconds, cents = demand_count.cents + excluded.cents
        """;

    /// <summary>Forgets what is about days before one.</summary>
    internal const string Forget = "DELETE FROM demand_count WHERE day < @beforeDay";

    /// <summary>The row of a count.</summary>
    internal static DemandRow Of(DemandCount count) => new(
        count.Key.Territory, count.Key.Day, count.Key.Ahead, count.Key.Skills, Word(count.Key.Class), count.Key.Tier ?? "", Word(count.Key.Outcome),
        count.Thousandths, count.Seconds, count.Cents);

    /// <summary>The rows of counts, in an order that is the same for all who write, so that nobody waits for each other in a circle.</summary>
    internal static IEnumerable<DemandRow> InOrder(IEnumerable<DemandCount> counts) => counts.Select(Of)
        .OrderBy(row => row.Territory, StringComparer.Ordinal).ThenBy(row => row.Day).ThenBy(row => row.Ahead).ThenBy(row => row.Skills, StringComparer.Ordinal)
        .ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Tier, StringComparer.Ordinal).ThenBy(row => row.Outcome, StringComparer.Ordinal);

    /// <summary>The count of a row.</summary>
    internal DemandCount ToCount() => new(
        new DemandKey(
            Territory, (int)Day, (int)Ahead, Skills, Enum.Parse<PriorityClass>(Class, ignoreCase: true), Tier.Length == 0 ? null : Tier,
            Enum.Parse<DemandOutcome>(Outcome, ignoreCase: true)),
        Requests, Seconds, Cents);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
