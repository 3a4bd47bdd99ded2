using System.Globalization;
using System.Net;
using System.Text.Json;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;

namespace OptiTime.Cluster.Tests.Callers;

/// <summary>What a history needs of an answer.</summary>
internal static class ReplyReading
{
    private const string OutcomeUnknown = "urn:optitime:problem:outcome-unknown";

    internal static Reply Read(Call call, HttpResponseMessage response, JsonElement body)
    {
        if (!response.IsSuccessStatusCode) return new Reply(Refused(call, response, body), body);
        call = call with
        {
            Outcome = CallOutcome.Acknowledged,
            Answer = $"{(int)response.StatusCode}",
            IsReplayed = response.Headers.Contains("Idempotency-Replayed"),
            IsStale = response.Headers.Contains("X-Plan-Age") || (call.Kind == CallKind.Search && body.GetProperty("completeness").GetString() == "stale"),
            Version = response.Headers.TryGetValues("X-Plan-Version", out var versions) ? long.Parse(versions.Single(), CultureInfo.InvariantCulture) : null,
        };
        return new Reply(call.Kind switch
        {
            CallKind.Search => call with { Version = VersionOf(body) },
            CallKind.Hold => Promised(call, body.GetProperty("offer"), body.GetProperty("hold").GetString()!),
            CallKind.Book or CallKind.Confirm or CallKind.Reschedule => Promised(call, body, body.GetProperty("booking").GetString()!),
            CallKind.Cancel => call with { Version = VersionOf(body) },
            _ => call,
        }, body);
    }

    private static Call Promised(Call call, JsonElement promised, string name) =>
        call with { Commitment = Wire.IdOf(name), Version = VersionOf(promised), Promise = Wire.PromiseOf(promised) };

    private static long VersionOf(JsonElement document) => document.GetProperty("planVersion").GetInt64();

    private static Call Refused(Call call, HttpResponseMessage response, JsonElement body)
    {
        string type = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("type", out JsonElement named) ? named.GetString()! : "";
        CallOutcome outcome = response.StatusCode switch
        {
            HttpStatusCode.InternalServerError => CallOutcome.Unknown,
            HttpStatusCode.ServiceUnavailable => type == OutcomeUnknown ? CallOutcome.Unknown : CallOutcome.Postponed,
            _ => CallOutcome.Refused,
        };
        string after = response.Headers.RetryAfter?.Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $", again in {delta.TotalSeconds} s") : "";
        return call with { Outcome = outcome, Answer = $"{(int)response.StatusCode} {type[(type.LastIndexOf(':') + 1)..]}{after}" };
    }
}
