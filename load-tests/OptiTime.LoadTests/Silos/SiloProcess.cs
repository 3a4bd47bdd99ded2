using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OptiTime.LoadTests.Silos;

/// <summary>A silo in a process of its own, with the plan of a scenario; killed at the end, and its data removed where it was made for this.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    private const int LastLines = 12;

    private readonly Process _process;
    private readonly Queue<string> _last = new();
    private readonly TaskCompletionSource<Uri> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string> _tell;
    private readonly string? _ownData;

    private SiloProcess(string scenario, string? data, Action<string> tell)
    {
        _tell = tell;
        if (data is null) _ownData = data = Directory.CreateTempSubdirectory("optitime-load-").FullName;
        string program = Path.Combine(AppContext.BaseDirectory, "optitime.dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["exec", program, "demo", "--scenario", scenario, "--data", data, "--urls", "http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _serving.TrySetException(new LoadTestException($"The silo ended before it served:\n{Last()}"));
    }

    /// <summary>Its number in the system.</summary>
    internal int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>Starts one on a free port and waits until its plan is filled.</summary>
    /// <param name="scenario">The demo's scenario.</param>
    /// <param name="data">Where its plans are kept; null for a new directory that is removed at the end.</param>
    /// <param name="tell">Told how far it is.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LoadTestException">It ended before it served.</exception>
    internal static async Task<SiloProcess> StartAsync(string scenario, string? data, Action<string> tell, CancellationToken stop)
    {
        var silo = new SiloProcess(scenario, data, tell);
        try
        {
            silo._process.Start();
            silo._process.BeginOutputReadLine();
            silo._process.BeginErrorReadLine();
            silo.Address = await silo._serving.Task.WaitAsync(stop);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.EnableRaisingEvents = false;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_ownData is not null) Directory.Delete(_ownData, recursive: true);
    }

    private string Last()
    {
        lock (_last) return string.Join('\n', _last);
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > LastLines) _last.Dequeue();
        }
        if (Serving().Match(line) is { Success: true } match) _serving.TrySetResult(new Uri(match.Groups[1].Value));
        else if (Progress().IsMatch(line)) _tell(line);
    }

    [GeneratedRegex(@"served on (http://[^\s,]+)")]
    private static partial Regex Serving();

    [GeneratedRegex(@"\(\d+ ?%\)$")]
    private static partial Regex Progress();
}
