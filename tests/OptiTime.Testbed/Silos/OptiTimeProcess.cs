using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Silos;

/// <summary>
/// The real program in a process of its own. What it writes can be waited for; at the end it is killed if it still runs. A shell stands between it
/// and this process and kills it when this process ends, however that happens.
/// </summary>
public sealed partial class OptiTimeProcess : IDisposable
{
    // With job control, or else the program would not hear SIGINT. A signal to the shell itself ends its reading, and thereby the program.
    private const string Guardian = """
        set -m
        trap : INT TERM
        "$@" </dev/null & program=$!
        echo $program
        exec >/dev/null 2>&1
        read -r word
        kill -KILL $program
        wait $program
        """;

    private readonly Process _guardian;
    private readonly Task _reading;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _written = [];

    private OptiTimeProcess(IEnumerable<string> command)
    {
        // What runs in the background of a script ignores SIGINT, and so does all it starts: the program shall hear it all the same.
        string[] listening = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,QUIT,TERM"] : [];
        _guardian = Process.Start(new ProcessStartInfo("bash", ["-c", Guardian, "guardian", .. listening, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        Id = int.Parse(_guardian.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        _reading = ReadAsync();
    }

    /// <summary>Its number in the system.</summary>
    public int Id { get; }

    /// <summary>What it wrote so far, on both streams.</summary>
    public string Written
    {
        get
        {
            lock (_written) return string.Join('\n', _written);
        }
    }

    /// <summary>Starts the program.</summary>
    public static OptiTimeProcess Start(params IEnumerable<string> words) => new(["dotnet", "exec", Dll, .. words]);

    /// <summary>Starts the program, or one that stands before it, by the whole of its command.</summary>
    public static OptiTimeProcess StartBy(params IEnumerable<string> command) => new(command);

    /// <summary>Starts the program with variables around it, each as <c>NAME=value</c>.</summary>
    public static OptiTimeProcess StartWith(IEnumerable<string> variables, params IEnumerable<string> words) =>
        new(["env", .. variables, "dotnet", "exec", Dll, .. words]);

    /// <summary>Starts the program as another build of it would be, from that build's own file, with variables around it.</summary>
    public static OptiTimeProcess StartBuild(string file, IEnumerable<string> variables, params IEnumerable<string> words) =>
        new(["env", .. variables, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, file), .. words]);

    /// <summary>Starts the program in a shell that allows its files only so many blocks of 1,024 bytes.</summary>
    /// <param name="blocks">How many.</param>
    /// <param name="helped">Whether the runtime is told to do without its guarded memory: below some 2,000 blocks it does not even start otherwise.</param>
    /// <param name="words">The words of the command line.</param>
    public static OptiTimeProcess StartWithSmallFiles(int blocks, bool helped, params IEnumerable<string> words) =>
        new(["env", .. helped ? (string[])["DOTNET_EnableWriteXorExecute=0"] : [], "bash", "-c", $"ulimit -f {blocks}; exec dotnet exec \"$@\"", "bash", Dll, .. words]);

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Written)> RunAsync(params IEnumerable<string> words)
    {
        using OptiTimeProcess program = Start(words);
        return (await program.EndAsync(), program.Written);
    }

    /// <summary>Waits until it says where it serves.</summary>
    public async Task<Uri> ServingAsync() => new((await WritesAsync(Serving())).Groups[1].Value);

    /// <summary>Waits until it writes a line that matches.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<Match> WritesAsync(Regex pattern)
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            if (_lines.Reader.TryRead(out string? line) && pattern.Match(line) is { Success: true } match) return match;
        }
        throw new InvalidOperationException($"It ended before it wrote {pattern}:\n{Written}");
    }

    /// <summary>Waits for its end and gives its exit code; after a signal that is the signal's number and 128.</summary>
    public async Task<int> EndAsync()
    {
        // Its streams end with it; only then is the guardian let go, which has its code.
        await _reading;
        _guardian.StandardInput.Close();
        await _guardian.WaitForExitAsync();
        return _guardian.ExitCode;
    }

    /// <summary>Sends it a signal, one of <see cref="Signals"/>.</summary>
    public void Signal(int signal) => Signals.Send(Id, signal);

    /// <summary>Kills it without warning, as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _guardian.StandardInput.Close();
        return _guardian.WaitForExitAsync();
    }

    public void Dispose()
    {
        _guardian.StandardInput.Close();
        _guardian.WaitForExit();
        _guardian.Dispose();
    }

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "optitime.dll");

    private async Task ReadAsync()
    {
        await Task.WhenAll(ReadAsync(_guardian.StandardOutput), ReadAsync(_guardian.StandardError));
        _lines.Writer.Complete();
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_written) _written.Add(line);
            _lines.Writer.TryWrite(line);
        }
    }

    [GeneratedRegex(@"serve[sd] on (http://[^\s,]+)")]
    private static partial Regex Serving();
}
