using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OptiTime.Deploy.Tests.Routing;

/// <summary>A name server that answers every question for addresses of the fourth version with the same ones, as that of containers does for a service.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private const int HeaderBytes = 12, QuestionTailBytes = 4;
    private const ushort AddressType = 1, Answer = 0x8180, PointerToQuestion = 0xC00C;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Task _serving;

    public NameServer(IEnumerable<string> addresses)
    {
        Addresses = [.. addresses];
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    /// <summary>What the name stands for.</summary>
    public IReadOnlyList<string> Addresses { get; set; }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult question = await _socket.ReceiveAsync();
                await _socket.SendAsync(Reply(question.Buffer), question.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Nobody asks any more.
        }
    }

    /// <summary>The question, and an answer for each address (RFC 1035, 4.1).</summary>
    private byte[] Reply(byte[] question)
    {
        int end = HeaderBytes;
        while (question[end] != 0) end += question[end] + 1;
        end += 1 + QuestionTailBytes;
        bool asksForAddresses = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(end - QuestionTailBytes)) == AddressType;
        byte[][] answers = [.. (asksForAddresses ? Addresses : []).Select(address => (byte[])
            [.. Word(PointerToQuestion), .. Word(AddressType), .. Word(1), 0, 0, 0, 1, .. Word(4), .. IPAddress.Parse(address).GetAddressBytes()])];
        return [.. question[..2], .. Word(Answer), .. Word(1), .. Word((ushort)answers.Length), .. Word(0), .. Word(0), .. question[HeaderBytes..end], .. answers.SelectMany(answer => answer)];
    }

    private static byte[] Word(ushort value) => [(byte)(value >> 8), (byte)value];
}
