using System.Net;
using System.Net.Sockets;
using System.Text;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>How a silo ends when it is told to: nobody who is being served is left without an answer.</summary>
public sealed class StopTests : IDisposable
{
    private readonly CompanyDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_silo_that_drains_says_it_is_not_ready_and_goes_on_serving_until_a_second_signal()
    {
        await _directory.LoadAsync();
        using OptiTimeProcess silo = Start("--drain-seconds", "3600");
        using var http = new HttpClient { BaseAddress = await silo.ServingAsync() };
        (await http.GetAsync(new Uri("health/ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        Signals.Send(silo.Id, Signals.Terminate).ShouldBeTrue();

        string reason = await NotReadyAsync(http);
        reason.ShouldContain("about to stop");
        (await http.GetAsync(new Uri("health/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var caller = new Caller(http.BaseAddress);
        using var enough = new CancellationTokenSource();
        await caller.BookAsync(1, booked => enough.Cancel(), enough.Token);
        caller.Acknowledged.ShouldNotBeEmpty();
        Signals.Send(silo.Id, Signals.Terminate).ShouldBeTrue();
        (await silo.EndAsync()).ShouldBe(128 + 15);
    }

    [Theory]
    [InlineData(Signals.Terminate, "0")]
    [InlineData(Signals.Interrupt, "3600")]
    public async Task A_call_that_runs_when_the_silo_stops_is_answered_and_the_program_ends_well(int signal, string drainSeconds)
    {
        await _directory.LoadAsync();
        using OptiTimeProcess silo = Start("--drain-seconds", drainSeconds);
        Uri address = await silo.ServingAsync();
        byte[] body = """{"territory":"lab","service":"boiler-maintenance","customer":{"id":"C-1"}}"""u8.ToArray();
        using TcpClient caller = await ConnectAsync(address);
        NetworkStream call = caller.GetStream();
        await call.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/availability HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        // It has begun with the call when it asks for the body.
        using var reader = new StreamReader(call, Encoding.ASCII);
        (await reader.ReadLineAsync()).ShouldNotBeNull().ShouldContain("100");
        (await reader.ReadLineAsync()).ShouldBe("");

        Signals.Send(silo.Id, signal).ShouldBeTrue();
        await RefusesAsync(address);
        await call.WriteAsync(body);

        (await reader.ReadToEndAsync()).ShouldContain("\"offers\"");
        (await silo.EndAsync()).ShouldBe(0, silo.Written);
        (int code, string written) = await OptiTimeProcess.RunAsync("verify", "--data", _directory.Name);
        code.ShouldBe(0, written);
    }

    private OptiTimeProcess Start(params string[] words) =>
        OptiTimeProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Name, .. words]);

    /// <summary>Waits until it says that it is not ready, and why.</summary>
    private static async Task<string> NotReadyAsync(HttpClient http)
    {
        while (true)
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return await answer.Content.ReadAsStringAsync();
            await Task.Yield();
        }
    }

    /// <summary>Waits until nobody listens there any more.</summary>
    private static async Task RefusesAsync(Uri address)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            while (!patience.IsCancellationRequested) using (await ConnectAsync(address)) await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            throw new TimeoutException("In two minutes it did not stop listening.");
        }
        catch (SocketException)
        {
            // That is what was waited for.
        }
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var caller = new TcpClient();
        try
        {
            await caller.ConnectAsync(address.Host, address.Port);
            return caller;
        }
        catch
        {
            caller.Dispose();
            throw;
        }
    }
}
