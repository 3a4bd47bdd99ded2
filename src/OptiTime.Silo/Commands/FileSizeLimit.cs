using System.Runtime.InteropServices;

namespace OptiTime.Silo.Commands;

/// <summary>
/// The limit an operator may set on the size of files (<c>ulimit -f</c>). A program that writes beyond it is killed by the system, unless it
/// asks to be told: then the write fails like one to a full disk, which the store knows how to answer.
/// </summary>
internal static class FileSizeLimit
{
    /// <summary>SIGXFSZ on Linux and macOS; the framework has no name for it.</summary>
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    /// <summary>Asks to be told, until disposed of. Null where there is no such signal.</summary>
    internal static PosixSignalRegistration? Survive() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true);
}
