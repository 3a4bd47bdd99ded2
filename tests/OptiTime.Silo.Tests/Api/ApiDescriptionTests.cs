using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptiTime.Silo.Api.Wire;
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
    public async Task Every_operation_has_a_name_of_its_own()
    {
        JsonObject paths = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]!.AsObject();

        string?[] ids = [.. from path in paths from operation in path.Value!.AsObject() select (string?)operation.Value!["operationId"]];
        ids.ShouldAllBe(id => !string.IsNullOrEmpty(id));
        ids.ShouldBeUnique();
        ((string[])["postAvailability", "postHolds", "postHoldsByIdConfirm", "getBookings", "getBookingsById", "getTerritoriesByTerritoryPlan"]).ShouldBeSubsetOf(ids);
    }

    [Fact]
    public async Task A_number_is_described_as_nothing_but_a_number()
    {
        Answer document = await silo.Http.ReadAsync("/openapi/v1.json");

        List<string[]> types = [.. TypesWithin(document.Body!)];
        types.ShouldContain(choice => choice.Contains("integer"));
        types.ShouldContain(choice => choice.Contains("number"));
        types.ShouldAllBe(choice => !choice.Contains("string") || (!choice.Contains("integer") && !choice.Contains("number")));
    }

    [Fact]
    public async Task A_time_is_described_as_a_time()
    {
        JsonNode schemas = (await silo.Http.ReadAsync("/openapi/v1.json"))["components"]!["schemas"]!;

        ((string?)schemas["TimeWindow"]!["properties"]!["from"]!["format"]).ShouldBe("date-time");
        ((string?)schemas["TimeWindow"]!["properties"]!["from"]!["type"]).ShouldBe("string");
        ((string?)schemas["AvailabilityRequest"]!["properties"]!["earliest"]!["format"]).ShouldBe("date-time");
        TypesWithin(schemas["AvailabilityRequest"]!["properties"]!["earliest"]!).Single().ShouldBe(["null", "string"], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_body_comes_with_an_example_and_every_example_can_be_read()
    {
        JsonNode paths = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]!;
        JsonNode[] calls = [.. paths.AsObject().SelectMany(path => path.Value!.AsObject()).Select(call => call.Value!)];
        JsonNode[] bodies = [.. calls.Select(call => call["requestBody"]?["content"]?["application/json"]).OfType<JsonNode>()];
        JsonNode[] answers = [.. calls.SelectMany(call => call["responses"]!.AsObject()).Select(answer => answer.Value!["content"]?["application/json"]).OfType<JsonNode>().Where(answer => answer["example"] is not null)];

        bodies.ShouldAllBe(body => body["example"] != null);
        foreach (JsonNode told in bodies.Concat(answers)) JsonSerializer.Deserialize(told["example"], WireJson.Default.Options.GetTypeInfo(TypeOf(told))).ShouldNotBeNull();
        answers.Select(TypeOf).Distinct().ShouldBe([typeof(CustomerPromises), typeof(Proposal), typeof(RepairDocument), typeof(ByHandAnswer), typeof(ItemList<CallBack>)], ignoreOrder: true);
    }

    /// <summary>The type a body or an answer is described by.</summary>
    private static Type TypeOf(JsonNode told)
    {
        string name = ((string)told["schema"]!["$ref"]!).Split('/')[^1];
        return name.StartsWith("ItemListOf", StringComparison.Ordinal) ? typeof(ItemList<>).MakeGenericType(Named(name["ItemListOf".Length..])) : Named(name);

        static Type Named(string name) => typeof(Proposal).Assembly.GetType($"{typeof(Proposal).Namespace}.{name}", throwOnError: true)!;
    }

    [Fact]
    public async Task The_examples_of_master_data_make_a_company()
    {
        JsonNode paths = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]!;

        foreach (string path in (string[])["/v1/territories", "/v1/sites", "/v1/resources", "/v1/services", "/v1/customers"])
        {
            string example = paths[path]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
            (await silo.Http.PostAsync(path, example)).Status.ShouldBe(HttpStatusCode.Created, path);
            paths[path + "/{id}"]!["put"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString().ShouldBe(example);
        }
    }

    [Fact]
    public async Task The_audit_question_comes_with_an_answer_that_can_be_read()
    {
        JsonNode call = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]!["/v1/customers/{customer}/promises"]!["get"]!;

        JsonNode example = call["responses"]!["200"]!["content"]!["application/json"]!["example"]!;
        CustomerPromises answer = ((CustomerPromises?)JsonSerializer.Deserialize(example, WireJson.Default.Options.GetTypeInfo(typeof(CustomerPromises)))).ShouldNotBeNull();
        answer.Items[0].History.Select(told => told.Event).ShouldBe([PromiseEventKind.Booked, PromiseEventKind.Slid, PromiseEventKind.Rescheduled]);
    }

    [Theory]
    [InlineData("/v1/customers")]
    [InlineData("/v1/jobs")]
    [InlineData("/v1/territories/{territory}/resources")]
    public async Task The_answer_to_an_import_is_described(string path)
    {
        JsonNode answers = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]![path]!["post"]!["responses"]!;

        ((string?)answers["200"]!["content"]!["application/x-ndjson"]!["schema"]!["$ref"]).ShouldBe("#/components/schemas/ImportLine");
        answers["201"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/v1/availability", "post", false)]
    [InlineData("/v1/explain", "post", false)]
    [InlineData("/v1/holds", "post", false)]
    [InlineData("/v1/holds/{id}", "get", true)]
    [InlineData("/v1/holds/{id}", "delete", false)]
    [InlineData("/v1/holds/{id}/confirm", "post", false)]
    [InlineData("/v1/bookings", "post", false)]
    [InlineData("/v1/bookings/{id}", "get", true)]
    [InlineData("/v1/bookings/{id}", "delete", false)]
    [InlineData("/v1/bookings/{id}/reschedule", "post", false)]
    [InlineData("/v1/bookings/{id}/assign", "post", false)]
    [InlineData("/v1/jobs/{id}", "delete", false)]
    [InlineData("/v1/jobs/{id}/done", "post", false)]
    [InlineData("/v1/jobs/{id}/unpin", "post", false)]
    [InlineData("/v1/call-backs/{booking}/called", "post", false)]
    [InlineData("/v1/proposals/{id}", "get", true)]
    [InlineData("/v1/proposals/{id}/accept", "post", false)]
    [InlineData("/v1/proposals/{id}/refuse", "post", false)]
    [InlineData("/v1/territories/{territory}/plan", "get", true)]
    public async Task Who_wants_to_read_what_they_wrote_is_told_how(string path, string method, bool tellsAge)
    {
        JsonNode call = (await silo.Http.ReadAsync("/openapi/v1.json"))["paths"]![path]![method]!;

        call["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "X-Plan-Version")!["schema"]!["type"]!.ToString().ShouldBe("integer");
        JsonNode headers = call["responses"]!.AsObject().Single(answer => answer.Key[0] == '2').Value!["headers"]!;
        headers["X-Plan-Version"].ShouldNotBeNull();
        (headers["X-Plan-Age"] is not null).ShouldBe(tellsAge);
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

    private static IEnumerable<string[]> TypesWithin(JsonNode node)
    {
        if (node is JsonObject { } whole && whole["type"] is { } type)
        {
            if (type is JsonArray choice) yield return [.. choice.Select(word => (string)word!)];
            else if (type.GetValueKind() == JsonValueKind.String) yield return [(string)type!];
        }
        IEnumerable<JsonNode?> parts = node is JsonArray items ? items : node is JsonObject fields ? fields.Select(field => field.Value) : [];
        foreach (string[] found in parts.OfType<JsonNode>().SelectMany(TypesWithin)) yield return found;
    }

    private static bool IsDescribed(JsonNode schema) =>
        schema["description"] is not null || (schema["oneOf"] as JsonArray)?.Any(choice => choice!["description"] is not null) == true;
}
