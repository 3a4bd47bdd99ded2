using System.Buffers;
using System.Net.Http.Headers;
using OptiTime.LoadTests.Arrivals;

namespace OptiTime.LoadTests.Calls;

/// <summary>Reads what a caller needs out of an answer.</summary>
internal delegate T AnswerReader<out T>(int status, ReadOnlySpan<byte> body);

/// <summary>Sends requests and counts what comes of them. The client is the leanest the framework has, so that the driver is not what is measured.</summary>
internal sealed class Sender : IDisposable
{
    /// <summary>How long an answer is waited for.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The most requests without an answer; above it they are not sent and count as unanswered, so that the memory lasts.</summary>
    internal const int MaximumOutstanding = 20_000;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpMessageInvoker _http;
    private Tally _tally = new(0, 0);
    private int _outstanding;

    /// <summary>A sender over connections of its own.</summary>
    /// <param name="connections">The most connections to one silo; what is due while all are taken waits for one, and that counts.</param>
    internal Sender(int connections) : this(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    })
    { }

    /// <summary>A sender over something that answers.</summary>
    internal Sender(HttpMessageHandler handler) => _http = new HttpMessageInvoker(handler);

    /// <summary>How many requests have no answer yet.</summary>
    internal int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>From now on requests are counted here.</summary>
    internal void CountIn(Tally tally) => _tally = tally;

    /// <summary>Sends a request.</summary>
    /// <param name="kind">What is asked.</param>
    /// <param name="method">How.</param>
    /// <param name="address">Of whom.</param>
    /// <param name="body">With what; empty for nothing.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="read">Reads the answer, of any status; also an empty one of status <see cref="Tally.NoAnswer"/> when there was none.</param>
    internal async Task<T> SendAsync<T>(
        RequestKind kind, HttpMethod method, Uri address, ReadOnlyMemory<byte> body, long due, AnswerReader<T> read)
    {
        long sent = MonotonicClock.Now;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        (int status, int length) = (Tally.NoAnswer, 0);
        try
        {
            if (Interlocked.Increment(ref _outstanding) <= MaximumOutstanding)
            {
                using var request = new HttpRequestMessage(method, address);
                if (!body.IsEmpty) request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } };
                using var patience = new CancellationTokenSource(Patience);
                using HttpResponseMessage response = await _http.SendAsync(request, patience.Token).ConfigureAwait(false);
                await using Stream stream = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
                (buffer, length) = await ReadAsync(stream, buffer, patience.Token).ConfigureAwait(false);
                status = (int)response.StatusCode;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            length = 0;
        }
        Interlocked.Decrement(ref _outstanding);
        Tally tally = _tally;
        if (tally.Covers(due)) tally.Count(kind, status, due, sent, MonotonicClock.Now);
        T answer = read(status, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return answer;
    }

    /// <summary>Counts an answer that had nothing to offer.</summary>
    internal void CountEmpty(RequestKind kind, long due)
    {
        Tally tally = _tally;
        if (tally.Covers(due)) tally[kind].CountEmpty();
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<(byte[] Buffer, int Length)> ReadAsync(Stream stream, byte[] buffer, CancellationToken stop)
    {
        int length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), stop).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length < buffer.Length) continue;
            // The caller's own stays the caller's, to be given back once whatever becomes of the answer.
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        return (buffer, length);
    }
}
