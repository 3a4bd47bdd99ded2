using OptiTime.Demo.Loading;
using OptiTime.Engine.Log;
using OptiTime.Silo.Hosting;
using OptiTime.Storage;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Silo.Commands;

/// <summary>What a command cannot do is said in a sentence on the error stream, and with the exit code.</summary>
internal static class Failure
{
    /// <summary>All went well.</summary>
    internal const int None = 0;

    /// <summary>Something did not.</summary>
    internal const int Some = 1;

    /// <summary>Runs the work of a command.</summary>
    /// <returns>What the work returns, or <see cref="Some"/> after a failure an operator can do something about.</returns>
    internal static async Task<int> ReportAsync(Func<Task<int>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Tell("stopped.");
        }
        catch (Exception failure) when (IsOperators(failure))
        {
            return Tell(failure.Message);
        }
    }

    /// <summary>Says what went wrong.</summary>
    internal static int Tell(string message)
    {
        Console.Error.WriteLine($"optitime: {message}");
        return Some;
    }

    /// <summary>Whether an operator can do something about it; all else is a fault of ours, and its trace is wanted.</summary>
    private static bool IsOperators(Exception failure) => failure
        is UnsafeAddressException or StoreLockedException or StoreSchemaException or StoreUnavailableException or UnknownChangeException or LoadFailedException
        or IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException;
}
