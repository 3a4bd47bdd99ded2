using System.Net;
using System.Net.Sockets;

namespace OptiTime.Cluster.Tests.Networks;

/// <summary>A server that sends back what it gets, and remembers it.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly List<byte> _heard = [];

    internal EchoServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All it got, of all its callers.</summary>
    internal string Heard
    {
        get
        {
            lock (_heard) return System.Text.Encoding.UTF8.GetString([.. _heard]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var callers = new List<Task>();
        try
        {
            while (true) callers.Add(EchoAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(callers);
        }
    }

    private async Task EchoAsync(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                NetworkStream stream = caller.GetStream();
                var buffer = new byte[4_096];
                while (await stream.ReadAsync(buffer, _stop.Token) is > 0 and int read)
                {
                    lock (_heard) _heard.AddRange(buffer.AsSpan(0, read));
                    await stream.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                }
            }
            catch (Exception ending) when (ending is IOException or OperationCanceledException)
            {
                // The caller has gone.
            }
        }
    }
}
