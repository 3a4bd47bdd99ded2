using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using OptiTime.Demo.Scenarios;
using OptiTime.Demo.Tests.Loading;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

public sealed partial class DemoCommandTests : IDisposable
{
    private readonly CompanyDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("lyon")]
    [InlineData("multiburo")]
    [InlineData("ecs")]
    [InlineData("cegos")]
    public async Task The_demo_prints_calls_that_work_when_they_are_pasted_and_loads_only_once(string scenario)
    {
        string[] words = ["demo", "--scenario", scenario, "--urls", "http://127.0.0.1:0", "--data", _directory.Name];
        using (OptiTimeProcess demo = OptiTimeProcess.Start(words))
        {
            await demo.ServingAsync();
            demo.Written.ShouldContain("bookings made through the planner");

            (string Url, string Body)[] calls = [.. Curl().Matches(demo.Written).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

            calls.Length.ShouldBe(3, demo.Written);
            HttpStatusCode[] statuses = [await PasteAsync(calls[0]), await PasteAsync(calls[1]), await PasteAsync(calls[2])];
            statuses.ShouldBe([HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Created]);
            await demo.KillAsync();
        }

        using OptiTimeProcess again = OptiTimeProcess.Start(words);
        await again.ServingAsync();
        again.Written.ShouldContain("was there already");
    }

    [Fact]
    public async Task A_demo_that_was_killed_while_it_filled_the_plan_goes_on_when_started_again_and_shows_the_season()
    {
        string[] words = ["demo", "--scenario", "domoservices", "--urls", "http://127.0.0.1:0", "--data", _directory.Name];
        using (OptiTimeProcess demo = OptiTimeProcess.Start(words))
        {
            await demo.WritesAsync(HalfFilled());
            await demo.KillAsync();
        }

        using (OptiTimeProcess again = OptiTimeProcess.Start(words))
        {
            await again.ServingAsync();
            again.Written.ShouldContain("bookings made through the planner");
            Bar().Count(again.Written).ShouldBeInRange(8, 9, again.Written);
            await again.KillAsync();
        }
        (int code, string written) = await OptiTimeProcess.RunAsync("verify", "--data", _directory.Name);
        code.ShouldBe(0, written);
    }

    [Fact]
    public async Task The_demo_of_a_nation_asks_without_a_territory_and_is_answered_by_the_one_of_the_place()
    {
        using LoadedStore store = new();
        await store.LoadAsync(KnownScenarios.Create("vivendi-water", LoadedStore.FirstDay, LoadedStore.SmallNation));
        store.Close();

        using OptiTimeProcess demo = OptiTimeProcess.Start("demo", "--scenario", "vivendi-water", "--urls", "http://127.0.0.1:0", "--data", store.Directory);
        await demo.ServingAsync();

        demo.Written.ShouldContain("Vivendi Water was there already");
        demo.Written.ShouldContain("| all 21");
        string asked = Curl().Match(demo.Written).Groups[2].Value;
        asked.ShouldContain("\"location\":{\"lat\":45.");
        asked.ShouldNotContain("\"territory\"");
        demo.Written.ShouldContain("\"hold\": \"H-lyonnais-");
    }

    private static async Task<HttpStatusCode> PasteAsync((string Url, string Body) call)
    {
        using var http = new HttpClient();
        using var content = new StringContent(call.Body, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await http.PostAsync(new Uri(call.Url), content);
        return response.StatusCode;
    }

    [GeneratedRegex(@"\([45]0 %\)")]
    private static partial Regex HalfFilled();

    [GeneratedRegex(@"^\d\d \w{3} .* \|#+ *\| \d+ %$", RegexOptions.Multiline)]
    private static partial Regex Bar();

    [GeneratedRegex("^curl -s (http[^ ]+) -H 'content-type: application/json' -d '([^']+)'$", RegexOptions.Multiline)]
    private static partial Regex Curl();
}
