using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Images;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, """{ "status": "ready" }""", 0, "ready")]
    [InlineData(200, "<html>", 0, "<html>")]
    [InlineData(503, """{ "type": "urn:optitime:problem:unavailable", "detail": "The silo drains." }""", 1, "answered 503: The silo drains.")]
    [InlineData(502, "<html>", 1, "answered 502: <html>")]
    [InlineData(503, "[1]", 1, "answered 503: [1]")]
    [InlineData(503, """{ "detail": 1 }""", 1, "answered 503: {")]
    public async Task It_says_what_the_silo_says_and_its_code_is_yes_or_no(int status, string body, int code, string said)
    {
        await using WebApplication silo = await ServeAsync("/health/ready", status, body);

        (int itsCode, string written) = await OptiTimeProcess.RunAsync("health", "--seconds", "60", "--url", silo.Urls.Single());

        itsCode.ShouldBe(code, written);
        written.ShouldContain(said);
    }

    [Fact]
    public async Task Asked_whether_it_lives_a_silo_that_is_not_ready_does()
    {
        await using WebApplication silo = await ServeAsync("/health/live", 200, """{ "status": "live" }""");

        (await OptiTimeProcess.RunAsync("health", "--live", "--seconds", "60", "--url", silo.Urls.Single())).ShouldBe((0, "live"));
        (await OptiTimeProcess.RunAsync("health", "--seconds", "60", "--url", silo.Urls.Single())).Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_proxy_for_calls_to_the_world_is_not_asked()
    {
        await using WebApplication silo = await ServeAsync("/health/ready", 200, """{ "status": "ready" }""");

        using OptiTimeProcess asking = OptiTimeProcess.StartWith(["http_proxy=http://127.0.0.1:9"], "health", "--seconds", "60", "--url", silo.Urls.Single());

        (await asking.EndAsync()).ShouldBe(0, asking.Written);
    }

    [Fact]
    public async Task It_waits_no_longer_than_it_is_told()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        (int code, string written) = await OptiTimeProcess.RunAsync("health", "--seconds", "1", "--url", $"http://{silent.LocalEndpoint}");

        code.ShouldBe(1);
        written.ShouldContain("did not answer within 1 s");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("soon")]
    public async Task How_long_to_wait_is_a_number_of_seconds(string seconds)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("health", "--seconds", seconds);

        code.ShouldBe(1);
        written.ShouldContain($"--seconds is '{seconds}'. Give a whole number from 1 to 3600.");
    }

    private static async Task<WebApplication> ServeAsync(string path, int status, string body)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication server = builder.Build();
        server.Run(call =>
        {
            call.Response.StatusCode = call.Request.Path == path ? status : StatusCodes.Status404NotFound;
            return call.Response.WriteAsync(body);
        });
        await server.StartAsync();
        return server;
    }
}
