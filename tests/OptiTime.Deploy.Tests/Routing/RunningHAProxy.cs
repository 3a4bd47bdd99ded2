using System.Net.Sockets;
using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Routing;

/// <summary>
/// HAProxy with the file of the repository in front of some that stand for silos. Only who is asked for names, the silos' port and how long one
/// may be slow are changed.
/// </summary>
internal sealed partial class RunningHAProxy : IAsyncDisposable
{
    // Debian has it where an ordinary user's PATH does not lead.
    private static readonly string? Program =
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Select(directory => Path.Combine(directory, "haproxy")).FirstOrDefault(File.Exists);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-haproxy-").FullName;
    private readonly OptiTimeProcess _process;
    private readonly HttpClient _operations;

    private RunningHAProxy(IReadOnlyList<EchoSilo> silos, int port)
    {
        (Silos, Names) = (silos, new NameServer(silos.Select(silo => silo.Address)));
        string file = Path.Combine(_directory, "haproxy.cfg");
        // On a machine that is busy a silo may well take a second to be heard, and is not gone for that.
        File.WriteAllText(file, Changed(
            Repository.Read("deploy/haproxy.cfg"),
            ("parse-resolv-conf", $"nameserver tests 127.0.0.1:{Names.Port}"),
            (":5080\"", $":{port}\""),
            ("timeout connect 1s", "timeout connect 60s"),
            ("timeout check 1s", "timeout check 60s")));
        // Sockets instead of ports: no other process can have taken one.
        string api = Path.Combine(_directory, "api"), operations = Path.Combine(_directory, "operations");
        _process = OptiTimeProcess.StartBy("env", $"OPTITIME_API=unix@{api}", $"OPTITIME_OPERATIONS=unix@{operations}", Program!, "-db", "-f", file);
        (Api, _operations) = (At(api), At(operations));
    }

    /// <summary>Why there is none here; null when there is.</summary>
    public static string? WhyNot { get; } = Program is null ? "HAProxy is not installed here. Install Debian's package haproxy." : null;

    public IReadOnlyList<EchoSilo> Silos { get; }

    public NameServer Names { get; }

    /// <summary>What callers call.</summary>
    public HttpClient Api { get; }

    /// <summary>Starts it, and waits until it sends calls to all of its silos.</summary>
    public static async Task<RunningHAProxy> StartAsync(int silos)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        (IReadOnlyList<EchoSilo> all, int port) = await EchoSilo.StartAsync(silos);
        var running = new RunningHAProxy(all, port);
        await running.UntilAsync(silos);
        return running;
    }

    /// <summary>Checks a file as <c>haproxy -c</c> does.</summary>
    public static Task CheckAsync(string file)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        return ProgramRun.ReadAsync([Program!, "-c", "-f", file]);
    }

    /// <summary>Waits until it sends calls to so many silos, whether they name a territory or not.</summary>
    public async Task UntilAsync(int silos)
    {
        while (await CountAsync() is var (any, byTerritory) && (any, byTerritory) != (silos, silos)) await Task.Delay(BetweenLooks);
    }

    /// <summary>The figures it gives.</summary>
    public Task<string> FiguresAsync() => _operations.GetStringAsync(new Uri("metrics", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _operations.Dispose();
        _process.Dispose();
        await Names.DisposeAsync();
        foreach (EchoSilo silo in Silos) await silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A text with others in it, each of which must have been there to be changed.</summary>
    private static string Changed(string text, params (string From, string To)[] changes)
    {
        foreach ((string from, string to) in changes)
        {
            text.ShouldContain(from);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return text;
    }

    private async Task<(int Any, int ByTerritory)> CountAsync()
    {
        try
        {
            Dictionary<string, int> counts = ActiveServers().Matches(await FiguresAsync()).ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, null));
            return (counts["silos"], counts["silos_by_territory"]);
        }
        catch (HttpRequestException) when (Signals.IsRunning(_process.Id))
        {
            return default;
        }
        catch (HttpRequestException)
        {
            throw new InvalidOperationException($"HAProxy ended:\n{_process.Written}");
        }
    }

    private static HttpClient At(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
            return new NetworkStream(connection, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://haproxy/") };

    [GeneratedRegex("haproxy_backend_active_servers\\{proxy=\"([^\"]+)\"\\} ([0-9]+)")]
    private static partial Regex ActiveServers();
}
