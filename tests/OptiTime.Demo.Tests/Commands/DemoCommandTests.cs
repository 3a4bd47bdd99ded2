using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace OptiTime.Demo.Tests.Commands;

public sealed partial class DemoCommandTests : IDisposable
{
    private readonly CompanyDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("lyon")]
    [InlineData("multiburo")]
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

    private static async Task<HttpStatusCode> PasteAsync((string Url, string Body) call)
    {
        using var http = new HttpClient();
        using var content = new StringContent(call.Body, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await http.PostAsync(new Uri(call.Url), content);
        return response.StatusCode;
    }

    [GeneratedRegex("^curl -s (http[^ ]+) -H 'content-type: application/json' -d '([^']+)'$", RegexOptions.Multiline)]
    private static partial Regex Curl();
}
