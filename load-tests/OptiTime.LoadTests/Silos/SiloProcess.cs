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

    private SiloProcess(IReadOnlyList<string> arguments, string? store, string? ownData, Action<string> tell)
    {
        (_tell, _ownData) = (tell, ownData);
        _process = Prepare([.. arguments, "--urls", "http://127.0.0.1:0"], store);
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
    internal static Task<SiloProcess> StartAsync(string scenario, string? data, Action<string> tell, CancellationToken stop)
    {
        string? own = data is null ? Directory.CreateTempSubdirectory("optitime-load-").FullName : null;
        return BeginAsync(new SiloProcess(["demo", "--scenario", scenario, "--data", data ?? own!], null, own, tell), stop);
    }

    /// <summary>Starts one on a free port over a database that is filled, and waits until it is ready.</summary>
    /// <param name="store">How the database is reached.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LoadTestException">It ended before it served.</exception>
    internal static Task<SiloProcess> ServeAsync(string store, CancellationToken stop) => ReadyAsync(new SiloProcess(["serve"], store, null, _ => { }), stop);

    private static async Task<SiloProcess> ReadyAsync(SiloProcess starting, CancellationToken stop)
    {
        SiloProcess silo = await BeginAsync(starting, stop);
        using var http = new HttpClient();
        // It listens before its database is open and its code is warm.
        while (!(await http.GetAsync(new Uri(silo.Address, "health/ready"), stop)).IsSuccessStatusCode)
        {
            if (silo._process.HasExited) throw new LoadTestException($"The silo ended before it was ready:\n{silo.Last()}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
        return silo;
    }

    /// <summary>Starts one on a free port over plans that are there, and waits until it is ready.</summary>
    /// <param name="data">Where its plans are kept.</param>
    /// <param name="optimises">Whether it optimises them.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LoadTestException">It ended before it served.</exception>
    internal static Task<SiloProcess> ServeAsync(string data, bool optimises, CancellationToken stop) =>
        ReadyAsync(new SiloProcess(["serve", "--data", data, "--optimise", optimises ? "on" : "off"], null, null, _ => { }), stop);

    /// <summary>Starts one of the program's commands over a database, its output to be read.</summary>
    internal static Process Start(IReadOnlyList<string> arguments, string store)
    {
        Process process = Prepare(arguments, store);
        process.Start();
        return process;
    }

    private static Process Prepare(IReadOnlyList<string> arguments, string? store)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "optitime.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // How a database is reached may hold a password, which a command line shows to everybody on the machine.
        if (store is not null) start.Environment["OPTITIME_STORE"] = store;
        return new Process { StartInfo = start, EnableRaisingEvents = true };
    }

    private static async Task<SiloProcess> BeginAsync(SiloProcess silo, CancellationToken stop)
    {
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

    [GeneratedRegex(@"serve[sd] on (http://[^\s,]+)")]
    private static partial Regex Serving();

    [GeneratedRegex(@"\(\d+ ?%\)$")]
    private static partial Regex Progress();
}
