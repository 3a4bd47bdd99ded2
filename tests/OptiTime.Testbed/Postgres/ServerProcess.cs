using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Postgres;

/// <summary>
/// A running server. A shell stands between it and this process: when this process ends, however that happens, the shell's input ends, and it
/// ends the server and removes its files. So nothing outlives a test that fails or is killed.
/// </summary>
internal sealed partial class ServerProcess : IDisposable
{
    /// <summary>$1: where the server logs, $2: what to remove when orphaned; then the command.</summary>
    private const string Guardian = """
        log=$1 files=$2; shift 2
        "$@" >>"$log" 2>&1 </dev/null &
        server=$!
        echo $server
        read -r word || { kill -QUIT $server; wait $server; rm -rf "$files"; }
        """;

    private const int Remove = 0;

    private readonly Process _guardian;

    private ServerProcess(Process guardian, int id) => (_guardian, Id) = (guardian, id);

    /// <summary>The id of the server's first process.</summary>
    internal int Id { get; }

    /// <summary>Starts a server.</summary>
    internal static async Task<ServerProcess> StartAsync(IEnumerable<string> command, string log, string files)
    {
        var start = new ProcessStartInfo("sh", ["-c", Guardian, "guardian", log, files, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process guardian = Process.Start(start)!;
        string? server = await guardian.StandardOutput.ReadLineAsync();
        return new ServerProcess(guardian, int.Parse(server!, CultureInfo.InvariantCulture));
    }

    /// <summary>Asks the server to end, and waits until it has.</summary>
    internal async Task EndAsync(int signal, CancellationToken stop)
    {
        Signals.Send(Id, signal);
        await Signals.WaitUntilGoneAsync(Id, stop);
        await LeaveAsync(stop);
    }

    /// <summary>Ends the server and all it has started, as a power cut would: none of them gets to do anything more.</summary>
    internal async Task KillAsync(CancellationToken stop)
    {
        // It stands still first, so that it starts nobody while its children are counted.
        await Signals.StopAsync(Id, stop);
        IReadOnlyList<int> children = Signals.ChildrenOf(Id);
        foreach (int process in (int[])[Id, .. children]) Signals.Send(process, Signals.Kill);
        foreach (int process in (int[])[Id, .. children]) await Signals.WaitUntilGoneAsync(process, stop);
        await LeaveAsync(stop);
    }

    /// <summary>Removes the shared memory that a killed server leaves.</summary>
    internal static void RemoveSharedMemory(int id) => _ = ControlSharedMemory(id, Remove, 0);

    /// <inheritdoc/>
    public void Dispose() => _guardian.Dispose();

    /// <summary>Lets the guardian go: a word instead of the end of its input.</summary>
    private async Task LeaveAsync(CancellationToken stop)
    {
        await _guardian.StandardInput.WriteLineAsync("gone".AsMemory(), stop);
        await _guardian.StandardInput.FlushAsync(stop);
        await _guardian.WaitForExitAsync(stop);
    }

    [LibraryImport("libc", EntryPoint = "shmctl")]
    private static partial int ControlSharedMemory(int id, int command, nint buffer);
}
