using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Lists are read page by page with the cursor of the page before, and with nothing else.</summary>
public sealed class CursorTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string ById = "C-1042", ByTerritory = "rhone/R-1", ByVersion = "12";

    public static TheoryData<string, string> Lists => new()
    {
        { "/v1/territories?", ById },
        { "/v1/services?", ById },
        { "/v1/customers?", ById },
        { "/v1/sites?", ByTerritory },
        { "/v1/resources?", ByTerritory },
        { "/v1/territories/rhone/resources?", ByTerritory },
        { "/v1/bookings?", ByTerritory },
        { "/v1/jobs?", ByTerritory },
        { "/v1/customers/C-1042/promises?", ByTerritory },
        { "/v1/proposals?territory=rhone&", ById },
        { "/v1/call-backs?territory=rhone&", ById },
        { "/v1/repairs?territory=rhone&", ByVersion },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_cursor_of_another_list_or_none_at_all_is_refused_with_the_field_the_value_and_a_remedy(string list, string after)
    {
        string[] wrong = [.. new[] { ById, ByTerritory, "a/b/c", "", "x y", "/", "rhone/" }.Where(one => one != after).Select(Cursor), "!", Base64Url.EncodeToString([0xC3, 0x28]), new string('A', 600)];

        foreach (string cursor in wrong)
        {
            Answer refused = await silo.Http.ReadAsync($"{list}cursor={Uri.EscapeDataString(cursor)}");

            (refused.Status, refused.Problem, refused.Field).ShouldBe((HttpStatusCode.BadRequest, "invalid-parameter", "cursor"), $"{list} {cursor}");
            JsonNode error = refused["errors"]![0]!;
            if (cursor.Length < 100) ((string?)error["value"]).ShouldBe(cursor);
            ((string?)error["remedy"]).ShouldNotBeNull().ShouldContain("Send 'next' of the page before");
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_cursor_of_the_list_is_taken_whether_or_not_what_it_names_is_still_there(string list, string after)
    {
        Answer page = await silo.Http.ReadAsync($"{list}cursor={Cursor(after)}");

        page.Status.ShouldBe(HttpStatusCode.OK, page.Body?.ToJsonString());
    }

    private static string Cursor(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));
}
