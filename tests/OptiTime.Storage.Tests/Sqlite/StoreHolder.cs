using System.Diagnostics;
using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

namespace OptiTime.Storage.Tests.Sqlite;

/// <summary>This assembly as a second process that has a store: the tests start it, ask it nothing, and kill it.</summary>
public static class StoreHolder
{
    public const string Ready = "ready";

    private const string Switch = "--hold-store";

    private static string Program => Path.Combine(
        AppContext.BaseDirectory, typeof(StoreHolder).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>Runs the tests, or holds a store until the end of its input.</summary>
    public static Task<int> Main(string[] arguments) => arguments is [Switch, var directory] ? Hold(directory) : ConsoleRunner.Run(arguments);

    public static Process Start(string directory) => Process.Start(new ProcessStartInfo(Program)
    {
        ArgumentList = { Switch, directory },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<int> Hold(string directory)
    {
        using SqliteStore store = SqliteStore.Open(directory, new ManualTimeProvider(Samples.Morning));
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
