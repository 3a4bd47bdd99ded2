using System.Diagnostics;

namespace OptiTime.Testbed.Processes;

/// <summary>Programs that do one thing and end.</summary>
public static class ProgramRun
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It did not end with 0; the message has what it said.</exception>
    public static async Task<string> ReadAsync(IReadOnlyList<string> command, CancellationToken stop = default)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop), errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        if (process.ExitCode == 0) return await output;
        throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
