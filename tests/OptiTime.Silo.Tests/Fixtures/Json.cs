using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>An answer of the API.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers, string? MediaType)
{
    public JsonNode? this[string property] => Body?[property];

    /// <summary>The last part of a problem's type.</summary>
    public string? Problem => ((string?)Body?["type"])?.Replace("urn:optitime:problem:", "", StringComparison.Ordinal);

    /// <summary>The first field at fault.</summary>
    public string? Field => (string?)Body?["errors"]?[0]?["field"];
}

/// <summary>Calls with JSON.</summary>
internal static class Json
{
    public static StringContent Lines(string lines) => new(lines, Encoding.UTF8, "application/x-ndjson");

    public static Task<Answer> PostAsync(this HttpClient http, string path, string body, params (string Name, string Value)[] headers) =>
        http.CallAsync(HttpMethod.Post, path, body, headers);

    public static Task<Answer> PutAsync(this HttpClient http, string path, string body, params (string Name, string Value)[] headers) =>
        http.CallAsync(HttpMethod.Put, path, body, headers);

    public static Task<Answer> ReadAsync(this HttpClient http, string path) => http.CallAsync(HttpMethod.Get, path, null);

    public static Task<Answer> RemoveAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.CallAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>The offers of a request.</summary>
    public static async Task<JsonArray> AskAsync(this HttpClient http, string request)
    {
        Answer answer = await http.PostAsync("/v1/availability", request);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer["offers"]!.AsArray();
    }

    /// <summary>The token of the first offer of a request.</summary>
    public static async Task<string> FirstOfferAsync(this HttpClient http, string request) => (string)(await http.AskAsync(request))[0]!["offer"]!;

    public static async Task<Answer> CallAsync(
        this HttpClient http, HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
