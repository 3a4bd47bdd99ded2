using System.Runtime.InteropServices;

namespace OptiTime.Storage.Sqlite;

/// <summary>
/// Where the operating system limits the size of files (<c>ulimit -f</c>), a write beyond the limit ends the process, unless it listens to
/// the signal sent first; then the write only fails, and the store can say so.
/// </summary>
internal static class FileSizeSignal
{
    /// <summary>SIGXFSZ has no name in the runtime; its number is this on Linux (x64, Arm) and macOS.</summary>
    private const PosixSignal Signal = (PosixSignal)25;

    private static readonly Lazy<PosixSignalRegistration?> Listener = new(() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Signal, context => context.Cancel = true));

    /// <summary>Listens from now on, for as long as the process lives.</summary>
    internal static void Outlive() => _ = Listener.Value;
}
