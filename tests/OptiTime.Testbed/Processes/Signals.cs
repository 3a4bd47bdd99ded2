using System.Globalization;
using System.Runtime.InteropServices;

namespace OptiTime.Testbed.Processes;

/// <summary>Signals to processes by their id, and whether they are still there.</summary>
public static partial class Signals
{
    /// <summary>Asks a program to end in order; PostgreSQL then waits for its clients.</summary>
    public const int Terminate = 15;

    /// <summary>Asks a program to end; PostgreSQL then sends its clients away.</summary>
    public const int Interrupt = 2;

    /// <summary>Asks a program to end at once; PostgreSQL then leaves its recovery to the next start.</summary>
    public const int Quit = 3;

    /// <summary>Ends a process at once, whatever it does.</summary>
    public const int Kill = 9;

    /// <summary>Lets a process stand still until <see cref="Continue"/>. It cannot be refused.</summary>
    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>Lets a process that stands still go on.</summary>
    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Sends a signal.</summary>
    /// <returns>Whether there was such a process that may be signalled.</returns>
    public static bool Send(int process, int signal) => SendTo(process, signal) == 0;

    /// <summary>Waits until a process, of whatever parent, runs no more. One that nobody has buried yet counts as gone.</summary>
    public static async Task WaitUntilGoneAsync(int process, CancellationToken stop = default)
    {
        // Of a process that is no child of this one the operating system tells nobody: it has to be asked.
        while (IsRunning(process)) await Task.Delay(TimeSpan.FromMilliseconds(5), stop);
    }

    /// <summary>
    /// Lets a process stand still, and waits until every one of its threads does: on a busy machine the others run on for a while after the
    /// signal was sent.
    /// </summary>
    public static async Task StopAsync(int process, CancellationToken stop = default)
    {
        Send(process, Stop);
        while (!StandsStill(process)) await Task.Delay(TimeSpan.FromMilliseconds(1), stop);
    }

    /// <summary>The processes that a process has started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. from directory in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out _)
            let process = int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture)
            where StatusOf(process) is { } status && status.Parent == parent
            select process];

    /// <summary>Whether a process runs, or stands still. One that nobody has buried yet does not.</summary>
    public static bool IsRunning(int process) =>
        Directory.Exists("/proc/self") ? StatusOf(process) is { State: not ('Z' or 'X') } : SendTo(process, 0) == 0;

    private static bool StandsStill(int process)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{process}/task").All(thread => StatusIn(thread) is null or { State: 'T' or 'Z' or 'X' });
        }
        catch (DirectoryNotFoundException)
        {
            // What is gone stands still.
            return true;
        }
    }

    private static (char State, int Parent)? StatusOf(int process) => StatusIn($"/proc/{process}");

    private static (char State, int Parent)? StatusIn(string directory)
    {
        try
        {
            // "pid (name) state parent ...", and the name may hold anything.
            string text = File.ReadAllText($"{directory}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ', 3);
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int process, int signal);
}
