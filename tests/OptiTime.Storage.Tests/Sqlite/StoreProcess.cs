using System.Diagnostics;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

namespace OptiTime.Storage.Tests.Sqlite;

/// <summary>This assembly as a second process that has a store: tests start it, read what it prints, and may kill it.</summary>
public static class StoreProcess
{
    public const string Ready = "ready";

    private static string Program => Path.Combine(
        AppContext.BaseDirectory, typeof(StoreProcess).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>Runs the tests, or does with a store what a test asks for.</summary>
    public static Task<int> Main(string[] arguments) => arguments switch
    {
        ["--hold", var directory] => Hold(directory),
        ["--fill", var directory] => Fill(directory),
        _ => ConsoleRunner.Run(arguments),
    };

    /// <summary>A process that has the store of a directory until it is killed.</summary>
    public static Process StartHolding(string directory) => Start(Program, "--hold", directory);

    /// <summary>A process that may not write files of more than 2 MB, and appends until the store refuses.</summary>
    public static Process StartFillingWithinLimit(string directory) =>
        Start("sh", "-c", "ulimit -f 4096 && exec \"$0\" --fill \"$1\"", Program, directory);

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // The runtime maps its code through a large file of its own, which the limit would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    private static async Task<int> Hold(string directory)
    {
        using SqliteStore store = SqliteStore.Open(directory, new ManualTimeProvider(Samples.Morning));
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<int> Fill(string directory)
    {
        using SqliteStore store = SqliteStore.Open(directory, new ManualTimeProvider(Samples.Morning));
        for (long version = 0; ; version++)
        {
            try
            {
                Append append = Samples.Append(Samples.Part("rhone", version, new SiteRemoved(new string('s', 100_000))));
                if (await store.AppendAsync(append, CancellationToken.None) is not Appended) return 1;
            }
            catch (StoreUnavailableException refusal)
            {
                Console.WriteLine(version);
                Console.WriteLine(refusal.Message);
                return 0;
            }
        }
    }
}
