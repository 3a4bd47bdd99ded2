using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class ApiDescriptionTests(RunningSilo silo) : IClassFixture<RunningSilo>
{
    [Fact]
    public async Task Every_wire_type_and_property_is_described()
    {
        JsonObject schemas = (await silo.Http.ReadAsync("/openapi/v1.json"))["components"]!["schemas"]!.AsObject();

        schemas.Count.ShouldBeGreaterThan(40);
        List<string> silent = [];
        foreach ((string name, JsonNode? schema) in schemas)
        {
            if (schema!["description"] is null && !name.StartsWith("ItemList", StringComparison.Ordinal)) silent.Add(name);
            foreach ((string property, JsonNode? value) in schema["properties"]?.AsObject() ?? [])
            {
                if (!IsDescribed(value!)) silent.Add($"{name}.{property}");
            }
        }
        silent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_with_which_problems_it_refuses()
    {
        JsonObject paths = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]!.AsObject();

        string[] operations = [.. from path in paths from operation in path.Value!.AsObject() select $"{operation.Key} {path.Key}"];
        ((string[])["post /v1/availability", "post /v1/holds", "get /v1/holds/{id}", "delete /v1/holds/{id}", "post /v1/holds/{id}/confirm", "post /v1/bookings",
            "get /v1/bookings", "get /v1/bookings/{id}", "post /v1/bookings/{id}/reschedule", "delete /v1/bookings/{id}", "get /v1/territories/{territory}/plan",
            "put /v1/resources/{id}", "post /v1/customers", "get /health/ready"]).ShouldBeSubsetOf(operations);
        foreach ((string path, JsonNode? item) in paths)
        {
            foreach ((string method, JsonNode? operation) in item!.AsObject())
            {
                ((string?)operation!["summary"]).ShouldNotBeNullOrWhiteSpace($"{method} {path}");
                if (!path.StartsWith("/v1/", StringComparison.Ordinal)) continue;
                operation["responses"]!["422"]!["content"]!["application/problem+json"].ShouldNotBeNull($"{method} {path}");
                foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? [])
                    (parameter!["description"] is not null || (string?)parameter["in"] == "path").ShouldBeTrue($"{method} {path} {parameter["name"]}");
            }
        }
    }

    [Fact]
    public async Task A_body_is_described_by_its_type()
    {
        Answer document = await silo.Http.ReadAsync("/openapi/v1.json");

        JsonNode body = document["paths"]!["/v1/availability"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        ((string?)body["$ref"]).ShouldBe("#/components/schemas/AvailabilityRequest");
        document["components"]!["schemas"]!["AvailabilityRequest"]!["required"]!.AsArray().Select(name => (string?)name).ShouldBe(["service"]);
        document["components"]!["schemas"]!["Offer"]!["required"]!.AsArray().Count.ShouldBe(15);
    }

    [Fact]
    public async Task People_are_led_to_the_description()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = silo.Http.BaseAddress };

        using HttpResponseMessage root = await http.GetAsync("/");
        root.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        root.Headers.Location!.OriginalString.ShouldBe("/swagger");
        using HttpResponseMessage page = await silo.Http.GetAsync("/swagger/index.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static bool IsDescribed(JsonNode schema) =>
        schema["description"] is not null || (schema["oneOf"] as JsonArray)?.Any(choice => choice!["description"] is not null) == true;
}
