using System.Text.Json.Nodes;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Meeting rooms in Paris: never a bare no.</summary>
public sealed class MultiburoTests(MultiburoTests.Silo silo) : IClassFixture<MultiburoTests.Silo>
{
    public sealed class Silo() : CompanySilo("multiburo", new(0, 40, 2));

    [Fact]
    public async Task The_Opera_rooms_are_taken_so_the_caller_meets_at_the_site_next_door()
    {
        // Others have taken every room for eight and more at the Opéra, tomorrow from ten to eleven.
        JsonNode answer = await silo.Caller.AskAsync(AtTheOpera("C-1002"));
        while (answer["offers"]!.AsArray() is [{ } theirs, ..])
        {
            await silo.Caller.TakeAsync(theirs, "C-1002");
            answer = await silo.Caller.AskAsync(AtTheOpera("C-1002"));
        }

        answer = await silo.Caller.AskAsync(AtTheOpera("C-1001"));

        answer["refusal"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
        JsonNode[] elsewhere = Caller.Relaxations(answer, "site");
        elsewhere.Length.ShouldBeGreaterThan(1, answer.ToJsonString());
        elsewhere.Select(one => (int)one["distanceMetres"]!).ShouldBeInOrder();
        elsewhere.ShouldAllBe(one => (string?)one["offer"]!["site"] != "OPERA" && ((string)one["offer"]!["start"]!).StartsWith("2026-11-24T10:00"));
        ((string?)elsewhere[0]["offer"]!["site"]).ShouldBe("BOURSE");
        ((int)elsewhere[0]["distanceMetres"]!).ShouldBeInRange(600, 900);
        ((string?)elsewhere[0]["words"])!.ShouldContain("Paris Bourse is ");
        Caller.Relaxations(answer, "wish").ShouldAllBe(one => (string?)one["offer"]!["site"] == "OPERA");

        JsonNode booking = await silo.Caller.TakeAsync(elsewhere[0]["offer"]!, "C-1001");

        ((string?)booking["status"]).ShouldBe("confirmed");
        ((string?)(await silo.Caller.BookingAsync(booking))["site"]).ShouldBe("BOURSE");
    }

    private static string AtTheOpera(string customer) =>
        $$"""
        {"territory":"paris","service":"meeting-room-8","customer":{"id":"{{customer}}"},"sites":["OPERA"],
         "windows":[{"from":"2026-11-24T10:00:00+01:00","to":"2026-11-24T11:00:00+01:00"}]}
        """;
}
