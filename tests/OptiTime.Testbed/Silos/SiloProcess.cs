using System.Net.Sockets;
using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Silos;

/// <summary>A silo in a process of its own that can be killed, stopped and started again under the same name. It is gone when it is disposed of.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(20);

    private readonly string[] _words;
    private readonly string[] _variables;
    private readonly string _file;
    private OptiTimeProcess? _program;

    /// <summary>A silo that is not started yet.</summary>
    /// <param name="name">What it is called in histories.</param>
    /// <param name="store">Where its plans are, in the words of the command line: <c>--store CONNECTION</c> or <c>--data DIRECTORY</c>.</param>
    /// <param name="clockAhead">How far its clock is ahead; needs <see cref="SkewedClock"/> unless zero.</param>
    /// <param name="file">The program's file, beside the tests.</param>
    public SiloProcess(string name, string[] store, TimeSpan clockAhead = default, string file = "optitime.dll") =>
        (Name, _words, _variables, _file) =
            (name, ["serve", "--urls", "http://127.0.0.1:0", .. store], clockAhead == TimeSpan.Zero ? [] : SkewedClock.Variables(clockAhead), file);

    public string Name { get; }

    /// <summary>Where it serves since it was last started: another port each time.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:9/");

    /// <summary>Its number in the system.</summary>
    public int Id => Program.Id;

    /// <summary>What it wrote since it was last started.</summary>
    public string Written => _program?.Written ?? "";

    private OptiTimeProcess Program => _program ?? throw new InvalidOperationException($"{Name} has not been started.");

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task StartAsync(CancellationToken stop = default)
    {
        _program?.Dispose();
        _program = OptiTimeProcess.StartBuild(_file, _variables, _words);
        Url = await _program.ServingAsync().WaitAsync(stop);
        using var asking = new HttpClient { BaseAddress = Url };
        while (!await IsReadyAsync(asking, stop))
        {
            if (!Signals.IsRunning(Id)) throw new InvalidOperationException($"{Name} ended before it was ready:\n{Written}");
            await Task.Delay(BetweenQuestions, stop);
        }
    }

    /// <summary>Kills it without warning (<c>kill -9</c>), and waits until it is gone.</summary>
    public Task KillAsync() => Program.KillAsync();

    /// <summary>Lets it stand still, in the midst of whatever it does, until <see cref="Resume"/>.</summary>
    public Task PauseAsync(CancellationToken stop = default) => Signals.StopAsync(Id, stop);

    /// <summary>Lets it go on.</summary>
    public void Resume() => Program.Signal(Signals.Continue);

    /// <summary>Asks it to end (<c>SIGTERM</c>).</summary>
    /// <returns>Its exit code, when it has.</returns>
    public Task<int> TerminateAsync()
    {
        Program.Signal(Signals.Terminate);
        return Program.EndAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _program?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> IsReadyAsync(HttpClient asking, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage answer = await asking.GetAsync(new Uri("health/ready", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception refused) when (refused is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
