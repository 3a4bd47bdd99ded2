using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime health</c>: asks a silo how it is, for whoever has no other way to ask than to start a program.</summary>
internal static class HealthCommand
{
    private const int DefaultSeconds = 3, MaximumSeconds = 3_600;

    private const string Lesson =
        """
        The exit code is 0 when the silo says yes, and 1 when it says no or nothing within 3 seconds, or as many as --seconds says; why is said in a line.

        Examples:
          optitime health                                   can it be sent work?
          optitime health --live                            does the process live?
          optitime health --url http://127.0.0.1:8080
          optitime health --seconds 60                      where everything is slow
        """;

    internal static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The silo.", HelpName = "URL", DefaultValueFactory = _ => SiloOptions.DefaultUrl };
        url.Validators.Add(SharedOptions.RequireHttp);
        var live = new Option<bool>("--live") { Description = "Ask only whether it lives, not whether it can be sent work." };
        Option<int> seconds = new Option<int>("--seconds") { Description = "How long to wait for the answer.", HelpName = "N", DefaultValueFactory = _ => DefaultSeconds }.Whole(1, MaximumSeconds);
        var command = new TaughtCommand("health", "Ask a running silo whether it can be sent work.", Lesson) { url, live, seconds };
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(
                Address.ToCall(parsed.GetRequiredValue(url)), parsed.GetValue(live) ? "/health/live" : "/health/ready", TimeSpan.FromSeconds(parsed.GetValue(seconds)), stop),
            stop));
        return command;
    }

    private static async Task<int> RunAsync(Uri silo, string path, TimeSpan patience, CancellationToken stop)
    {
        // A silo is asked where it is, whatever proxy the environment names for calls to the world.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = silo, Timeout = patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(path, stop);
            string body = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode) return Failure.Tell($"{silo} answered {(int)answer.StatusCode}: {Said(body, "detail")}");
            Screen.Line(Said(body, "status"));
            return Failure.None;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Failure.Tell($"{silo} did not answer within {patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>What an answer says in one of its members; all of it when it is not a silo's.</summary>
    private static string Said(string body, string member)
    {
        try
        {
            return (string?)(JsonNode.Parse(body) as JsonObject)?[member] ?? body;
        }
        catch (Exception notOurs) when (notOurs is JsonException or InvalidOperationException)
        {
            return body;
        }
    }
}
