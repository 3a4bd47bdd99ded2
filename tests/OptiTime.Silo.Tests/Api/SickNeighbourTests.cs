using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Tests.Fixtures;
using Answer = OptiTime.Silo.Tests.Fixtures.Answer;

namespace OptiTime.Silo.Tests.Api;

/// <summary>A territory whose log a newer build has begun cannot be asked here; that is no reason to hide those that can.</summary>
public sealed class SickNeighbourTests(Borderland silo) : IClassFixture<Borderland>
{
    [Theory]
    [InlineData(36)]
    [InlineData(44)]
    public async Task A_territory_that_cannot_be_read_hides_none_of_its_neighbours_and_is_named(double kilometresEast)
    {
        Borderland.Parallel land = silo.NewParallel();
        await land.FoundAsync("west", 0, 60);
        await land.FoundAsync("east", 80, 60);
        await land.HireAsync("west", "W1", 30);
        await land.HireAsync("east", "E1", 50);
        WriteFromTomorrow(land.Id("east"));

        await silo.RestartAsync();
        Answer answer = await land.AskAsync(kilometresEast);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        answer["offers"]!.AsArray().ShouldNotBeEmpty();
        answer["offers"]!.AsArray().ShouldAllBe(offer => (string?)offer!["territory"] == land.Id("west"));
        ((string?)answer["completeness"]).ShouldBe("truncated");
        ((string?)answer["leftOut"]).ShouldNotBeNull().ShouldContain($"Territory '{land.Id("east")}' could not be asked now.");
    }

    [Fact]
    public async Task A_silo_is_warmed_up_by_a_territory_that_can_be_asked()
    {
        Borderland.Parallel land = silo.NewParallel();
        await land.FoundAsync("aaa", 0, 60);
        await land.FoundAsync("bbb", 80, 60);
        WriteFromTomorrow(land.Id("aaa"));

        await silo.RestartAsync();

        silo.Inside.GetRequiredService<TerritoryPlanners>().Active.ShouldNotBeEmpty();
        (await silo.Http.ReadAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Puts a change no build knows yet at the beginning of a log.</summary>
    private void WriteFromTomorrow(string territory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(silo.DataDirectory, "optitime.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """UPDATE plan_log SET changes = '[{"type":"from-tomorrow","schema":1}]' WHERE territory = $territory AND version = 1""";
        command.Parameters.AddWithValue("$territory", territory);
        command.ExecuteNonQuery().ShouldBe(1);
    }
}
