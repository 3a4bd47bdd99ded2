using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>The real program in a process of its own. What it writes can be waited for; at the end it is killed if it still runs.</summary>
public sealed partial class OptiTimeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _written = [];
    private int _ended;

    private OptiTimeProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its number in the system.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote so far, on both streams.</summary>
    public string Written
    {
        get
        {
            lock (_written) return string.Join('\n', _written);
        }
    }

    /// <summary>Starts the program.</summary>
    public static OptiTimeProcess Start(params IEnumerable<string> words) => new(new ProcessStartInfo("dotnet", ["exec", Dll, .. words]));

    /// <summary>Starts the program in a shell that allows its files only so many blocks of 1,024 bytes.</summary>
    /// <param name="blocks">How many.</param>
    /// <param name="helped">Whether the runtime is told to do without its guarded memory: below some 2,000 blocks it does not even start otherwise.</param>
    /// <param name="words">The words of the command line.</param>
    public static OptiTimeProcess StartWithSmallFiles(int blocks, bool helped, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -f {blocks}; exec dotnet exec \"$@\"", "bash", Dll, .. words]);
        if (helped) start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new OptiTimeProcess(start);
    }

    /// <summary>Starts the program with a variable in its environment.</summary>
    public static OptiTimeProcess StartWith(string variable, string value, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Dll, .. words]);
        start.Environment[variable] = value;
        return new OptiTimeProcess(start);
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Written)> RunAsync(params IEnumerable<string> words)
    {
        using OptiTimeProcess program = Start(words);
        return (await program.EndAsync(), program.Written);
    }

    /// <summary>Waits until it says where it serves.</summary>
    public async Task<Uri> ServingAsync() => new((await WritesAsync(Serving())).Groups[1].Value);

    /// <summary>Waits until it writes a line that matches.</summary>
    public async Task<Match> WritesAsync(Regex pattern)
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            if (_lines.Reader.TryRead(out string? line) && pattern.Match(line) is { Success: true } match) return match;
        }
        throw new InvalidOperationException($"It ended before it wrote {pattern}:\n{Written}");
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal, <c>TERM</c> or <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("bash", ["-c", $"kill -{signal} {Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Kills it without warning, as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "optitime.dll");

    private void Note(string? line)
    {
        if (line is null)
        {
            // Both streams have ended: nobody need wait for more.
            if (Interlocked.Increment(ref _ended) == 2) _lines.Writer.Complete();
            return;
        }
        lock (_written) _written.Add(line);
        _lines.Writer.TryWrite(line);
    }

    [GeneratedRegex(@"serve[sd] on (http://[^\s,]+)")]
    private static partial Regex Serving();
}
