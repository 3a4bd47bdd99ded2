using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using OptiTime.Testbed.Networks;

namespace OptiTime.Cluster.Tests.Networks;

public sealed class FaultyLinkTests : IAsyncDisposable
{
    private readonly EchoServer _server = new();
    private readonly FaultyLink _link;

    public FaultyLinkTests() => _link = new FaultyLink(_server.Port);

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_sound_link_carries_both_ways_for_many_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using TcpClient caller = await CallAsync();
            (await EchoAsync(caller, $"word {number}")).ShouldBe($"word {number}");
        }));
    }

    [Fact]
    public async Task A_cut_ends_what_is_under_way_and_lets_others_in()
    {
        using TcpClient caller = await CallAsync();
        await EchoAsync(caller, "before");

        _link.Cut();

        await Should.ThrowAsync<IOException>(() => EchoAsync(caller, "after"));
        using TcpClient next = await CallAsync();
        (await EchoAsync(next, "again")).ShouldBe("again");
    }

    [Fact]
    public async Task A_closed_link_lets_nobody_through_until_it_heals()
    {
        _link.Close();

        Exception refused = await Should.ThrowAsync<Exception>(async () =>
        {
            using TcpClient caller = await CallAsync();
            await EchoAsync(caller, "lost");
        });

        (refused is IOException or SocketException).ShouldBeTrue(refused.ToString());

        _link.Heal();
        using TcpClient next = await CallAsync();
        (await EchoAsync(next, "through")).ShouldBe("through");
        _server.Heard.ShouldBe("through");
    }

    [Fact]
    public async Task A_slow_link_takes_its_time_in_each_direction()
    {
        using TcpClient caller = await CallAsync();
        _link.Delay(TimeSpan.FromMilliseconds(60));
        long begun = Stopwatch.GetTimestamp();

        (await EchoAsync(caller, "slow")).ShouldBe("slow");

        Stopwatch.GetElapsedTime(begun).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_silent_link_takes_everything_passes_on_nothing_and_delivers_when_it_heals()
    {
        using TcpClient caller = await CallAsync();
        await EchoAsync(caller, "one ");
        _link.FallSilent();
        Task<string> answer = EchoAsync(caller, "two");
        using (var direct = new TcpClient("127.0.0.1", _server.Port)) await EchoAsync(direct, "direct ");

        answer.IsCompleted.ShouldBeFalse();
        _server.Heard.ShouldBe("one direct ");

        _link.Heal();
        (await answer).ShouldBe("two");
    }

    [Fact]
    public async Task What_was_sent_into_silence_arrives_also_when_its_sender_has_gone()
    {
        using (TcpClient caller = await CallAsync())
        {
            await EchoAsync(caller, "one ");
            _link.FallSilent();
            await caller.GetStream().WriteAsync("two"u8.ToArray());
        }

        _link.Heal();

        while (_server.Heard != "one two") await Task.Yield();
    }

    [Fact]
    public async Task A_lost_reply_is_lost_once_the_server_has_done_what_was_asked()
    {
        using TcpClient caller = await CallAsync();
        Task lost = _link.LoseReplyAsync("book");
        (await EchoAsync(caller, "ask ")).ShouldBe("ask ");
        lost.IsCompleted.ShouldBeFalse();

        await Should.ThrowAsync<IOException>(() => EchoAsync(caller, "book"));

        await lost;
        _server.Heard.ShouldBe("ask book");
        using TcpClient next = await CallAsync();
        (await EchoAsync(next, "book")).ShouldBe("book");
    }

    private async Task<TcpClient> CallAsync()
    {
        var caller = new TcpClient();
        await caller.ConnectAsync("127.0.0.1", _link.Port);
        return caller;
    }

    /// <summary>Sends a word and reads as much as was sent.</summary>
    private static async Task<string> EchoAsync(TcpClient caller, string word)
    {
        NetworkStream stream = caller.GetStream();
        byte[] bytes = Encoding.UTF8.GetBytes(word);
        await stream.WriteAsync(bytes);
        await stream.ReadExactlyAsync(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
