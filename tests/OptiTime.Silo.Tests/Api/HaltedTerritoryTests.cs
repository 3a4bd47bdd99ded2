using System.Net;
using Microsoft.Data.Sqlite;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>A territory whose log goes on with a change this build does not know is served as it was before, and marked.</summary>
public sealed class HaltedTerritoryTests(Borderland silo) : IClassFixture<Borderland>
{
    [Fact]
    public async Task It_is_searched_as_it_was_takes_no_writes_and_the_silo_wants_no_more_work()
    {
        Borderland.Parallel land = silo.NewParallel();
        await land.FoundAsync("halted", 0, 60);
        await land.HireAsync("halted", "H1", 10);
        string offer = (string)(await land.AskAsync(5))["offers"]![0]!["offer"]!;
        (await silo.Http.ReadAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        GoOnFromTomorrow(land.Id("halted"));
        await silo.RestartAsync();

        Answer answer = await land.AskAsync(5);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        answer["offers"]!.AsArray().ShouldNotBeEmpty();
        ((string?)answer["completeness"]).ShouldBe("stale");
        ((string?)answer["leftOut"]).ShouldNotBeNull().ShouldContain("from-tomorrow");
        Answer refused = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string?)refused["detail"]).ShouldNotBeNull().ShouldContain("from-tomorrow");
        Answer unready = await silo.Http.ReadAsync("/health/ready");
        unready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string?)unready["detail"]).ShouldNotBeNull().ShouldContain($"'{land.Id("halted")}'");
        (await silo.Http.GetStringAsync("/metrics")).ShouldContain($"optitime_plan_halted{{territory=\"{land.Id("halted")}\"}} 1");
    }

    /// <summary>Appends a change no build knows yet.</summary>
    private void GoOnFromTomorrow(string territory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(silo.DataDirectory, "optitime.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO plan_log (territory, version, at, append_id, changes)
            SELECT territory, version + 1, at, zeroblob(16), '[{"type":"from-tomorrow","schema":1}]' FROM log_head WHERE territory = $territory;
            UPDATE log_head SET version = version + 1 WHERE territory = $territory;
            """;
        command.Parameters.AddWithValue("$territory", territory);
        command.ExecuteNonQuery().ShouldBe(2);
    }
}
