using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OptiTime.Deploy.Tests.Routing;

/// <summary>Stands where a silo would, and answers every call with its own address.</summary>
internal sealed class EchoSilo : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TaskCompletionSource _held = new(), _go = new();

    private EchoSilo(string address, int port)
    {
        Address = address;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address}:{port}");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Address { get; }

    /// <summary>The paths it was called with, but for those that ask for its health.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Whether it says that it can be sent work.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>Whether it hangs up on every call after it has heard it.</summary>
    public bool Dies { get; set; }

    /// <summary>The path of a call that is answered only when <see cref="LetGo"/> says so.</summary>
    public string? Holds { get; set; }

    /// <summary>Ends when the call that is held has come.</summary>
    public Task Held => _held.Task;

    /// <summary>Some at addresses of this machine, all at one port.</summary>
    public static async Task<(IReadOnlyList<EchoSilo> Silos, int Port)> StartAsync(int count)
    {
        while (true)
        {
            int port = Testbed.Processes.FreePort.Find();
            EchoSilo[] silos = [.. Enumerable.Range(1, count).Select(number => new EchoSilo($"127.0.0.{number}", port))];
            try
            {
                foreach (EchoSilo silo in silos) await silo._server.StartAsync();
                return (silos, port);
            }
            catch (IOException)
            {
                // Somebody else was faster at one of the addresses.
                foreach (EchoSilo silo in silos) await silo.DisposeAsync();
            }
        }
    }

    /// <summary>Answers the call that is held.</summary>
    public void LetGo() => _go.SetResult();

    /// <summary>Is gone, as a process that was killed.</summary>
    public Task StopAsync() => _server.StopAsync(new CancellationToken(canceled: true));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext call)
    {
        if (call.Request.Path == "/health/ready")
        {
            call.Response.StatusCode = IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return;
        }
        Calls.Enqueue(call.Request.Path);
        if (Dies)
        {
            call.Abort();
            return;
        }
        if (call.Request.Path == Holds)
        {
            _held.SetResult();
            await _go.Task;
        }
        await call.Response.WriteAsync(Address);
    }
}
