using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OptiTime.Testbed.Networks;

/// <summary>
/// A way over TCP to a server on this machine that can be made to fail: cut, closed, slow, silent, or losing one reply. Whoever takes it connects to
/// <see cref="Port"/>. Faults last until <see cref="Heal"/>.
/// </summary>
public sealed class FaultyLink : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly ConcurrentDictionary<LinkedConnection, Task> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = NewSocket();
    private readonly Task _accepting;
    private bool _isClosed;
    private TimeSpan _delay;
    private volatile TaskCompletionSource? _silence;
    private LostReply? _lostReply;

    /// <summary>A way to a port of 127.0.0.1.</summary>
    public FaultyLink(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Ends all connections, as a cable that is pulled out for a moment; new ones are taken.</summary>
    public void Cut()
    {
        foreach (LinkedConnection connection in _connections.Keys) connection.Abort();
    }

    /// <summary>Ends all connections, and new ones as soon as they are there.</summary>
    public void Close()
    {
        _isClosed = true;
        Cut();
    }

    /// <summary>Lets everything that is sent, either way, arrive so much later.</summary>
    public void Delay(TimeSpan by) => _delay = by;

    /// <summary>Takes everything and passes on nothing; connections stay, and what was sent arrives when the link has healed.</summary>
    public void FallSilent() => _silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Loses one reply: the next request that holds some text is passed on, and when the server has answered, its connection is cut instead.
    /// </summary>
    /// <param name="marker">What the request holds, in one piece of what is read at a time; empty for any.</param>
    /// <param name="stop">Gives up; the link is as before then.</param>
    /// <returns>Ends when a reply has been lost.</returns>
    public async Task LoseReplyAsync(string marker, CancellationToken stop = default)
    {
        var lost = new LostReply(Encoding.UTF8.GetBytes(marker));
        _lostReply = lost;
        try
        {
            await lost.Happened.Task.WaitAsync(stop);
        }
        finally
        {
            Interlocked.CompareExchange(ref _lostReply, null, lost);
        }
    }

    /// <summary>Passes everything on again.</summary>
    public void Heal()
    {
        (_isClosed, _delay) = (false, TimeSpan.Zero);
        Interlocked.Exchange(ref _silence, null)?.SetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Heal();
        _listener.Dispose();
        Cut();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    /// <summary>Holds up what has been read until it may be passed on.</summary>
    internal async Task HoldUpAsync()
    {
        if (_delay > TimeSpan.Zero) await Task.Delay(_delay, _stop.Token);
        while (_silence is { } silence) await silence.Task.WaitAsync(_stop.Token);
    }

    /// <summary>The order to lose the reply to a request, taken by whoever gets it.</summary>
    internal LostReply? TakeLostReply(ReadOnlySpan<byte> request) =>
        _lostReply is { } lost && request.IndexOf(lost.Marker) >= 0 && Interlocked.CompareExchange(ref _lostReply, null, lost) == lost ? lost : null;

    internal static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket caller = await _listener.AcceptAsync(_stop.Token);
                caller.NoDelay = true;
                var connection = new LinkedConnection(this, caller);
                if (_isClosed) connection.Abort();
                else _connections[connection] = CarryAsync(connection);
            }
        }
        catch (Exception ending) when (ending is OperationCanceledException or ObjectDisposedException)
        {
            // The link is being disposed of.
        }
    }

    private async Task CarryAsync(LinkedConnection connection)
    {
        await Task.Yield();
        await connection.CarryAsync(_server);
        _connections.TryRemove(connection, out _);
    }
}
