using System.Net;
using System.Net.Sockets;

namespace OptiTime.Testbed.Networks;

/// <summary>One connection over a link: what the caller sends goes to the server, what the server sends to the caller.</summary>
internal sealed class LinkedConnection(FaultyLink link, Socket caller)
{
    private const int BytesAtOnce = 1 << 18;

    private readonly Socket _server = FaultyLink.NewSocket();
    private LostReply? _lostReply;

    /// <summary>Ends it at once: neither side hears anything more, as if the other had gone.</summary>
    internal void Abort()
    {
        // A reset rather than a farewell.
        foreach (Socket socket in (Socket[])[caller, _server])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // It had ended by itself.
            }
            socket.Dispose();
        }
    }

    /// <summary>Carries until both sides have ended, or it is aborted.</summary>
    internal async Task CarryAsync(IPEndPoint server)
    {
        try
        {
            await _server.ConnectAsync(server);
            await Task.WhenAll(CarryAsync(caller, _server, isRequest: true), CarryAsync(_server, caller, isRequest: false));
        }
        catch (Exception ending) when (ending is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone: so must the other.
        }
        Abort();
    }

    private async Task CarryAsync(Socket from, Socket to, bool isRequest)
    {
        try
        {
            var buffer = new byte[BytesAtOnce];
            while (await from.ReceiveAsync(buffer) is > 0 and int read)
            {
                await link.HoldUpAsync();
                if (isRequest) _lostReply ??= link.TakeLostReply(buffer.AsSpan(0, read));
                else if (_lostReply is { } lost)
                {
                    Abort();
                    lost.Happened.SetResult();
                    return;
                }
                await to.SendAsync(buffer.AsMemory(0, read));
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            Abort();
            throw;
        }
    }
}
