using System.Text.Json;
using Npgsql;

namespace OptiTime.Testbed.Histories;

/// <summary>Reads what a database has of the plans, with its own few words of SQL: nothing of the program that wrote it takes part.</summary>
public static class PlanRecordReader
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every version of every territory's log.</summary>
    public static async Task<IReadOnlyList<LogVersion>> ReadLogAsync(string connectionString, CancellationToken stop = default)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = database.CreateCommand(
            "SELECT territory, version, at, changes::text FROM plan_log WHERE territory IN (SELECT id FROM territory) ORDER BY territory, version");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(stop);
        var log = new List<LogVersion>();
        Dictionary<(string, string), string> taken = [];
        while (await rows.ReadAsync(stop))
        {
            using var changes = JsonDocument.Parse(rows.GetString(3));
            string territory = rows.GetString(0);
            log.Add(new LogVersion(territory, rows.GetInt64(1), At(rows.GetInt32(2)), [.. changes.RootElement.EnumerateArray().SelectMany(change => FactsOf(territory, change, taken))]));
        }
        return log;
    }

    /// <summary>Every place that is taken, as the table has it that refuses double bookings.</summary>
    public static async Task<IReadOnlyList<Occupation>> ReadAssignmentsAsync(string connectionString, CancellationToken stop = default)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = database.CreateCommand(
            "SELECT territory, resource, unit, lower(during), upper(during), commitment FROM assignment WHERE active ORDER BY resource, unit, during");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(stop);
        var occupations = new List<Occupation>();
        while (await rows.ReadAsync(stop))
        {
            occupations.Add(new Occupation(
                rows.GetString(0), rows.GetString(1), rows.GetInt32(2), At(rows.GetInt32(3)), At(rows.GetInt32(4)), rows.GetString(5)));
        }
        return occupations;
    }

    private static IEnumerable<Fact> FactsOf(string territory, JsonElement change, Dictionary<(string, string), string> taken)
    {
        switch (change.GetProperty("type").GetString())
        {
            case "commitment-recorded":
                yield return Recorded(territory, change.GetProperty("commitment"), taken);
                break;
            case "commitment-ended":
                yield return new Fact(change.GetProperty("id").GetString()!, Enum.Parse<FactKind>(change.GetProperty("ending").GetString()!, ignoreCase: true));
                break;
        }
    }

    /// <summary>What was recorded; bookings are known by the offer they were last made or moved by.</summary>
    private static Fact Recorded(string territory, JsonElement commitment, Dictionary<(string, string), string> taken)
    {
        string id = commitment.GetProperty("id").GetString()!, offer = commitment.GetProperty("offer").GetString()!;
        JsonElement step = commitment.GetProperty("steps")[0];
        (DateTimeOffset from, DateTimeOffset to) = (At(step.GetProperty("promise")[0].GetInt32()), At(step.GetProperty("promise")[1].GetInt32()));
        string state = commitment.GetProperty("state").GetString()!;
        FactKind kind = state == "held" ? FactKind.Held
            : !taken.TryGetValue((territory, id), out string? before) ? FactKind.Confirmed
            : state == "confirmed" && before == offer ? FactKind.Moved : FactKind.Rescheduled;
        if (kind != FactKind.Held) taken[(territory, id)] = offer;
        return new Fact(
            id, kind, commitment.TryGetProperty("externalReference", out JsonElement reference) ? reference.GetString() : null,
            PromiseText.Of(from, to, step.GetProperty("assignments").EnumerateArray().Select(played =>
                (played.GetProperty("role").GetProperty("name").GetString()!, played.GetProperty("resource").GetString()!, played.GetProperty("unit").GetInt32()))),
            commitment.TryGetProperty("heldUntil", out JsonElement until) && until.ValueKind == JsonValueKind.Number ? At(until.GetInt32()) : null,
            new Terms(commitment.GetProperty("service").GetProperty("id").GetString()!, from, to));
    }

    private static DateTimeOffset At(int seconds) => Epoch.AddSeconds(seconds);
}
