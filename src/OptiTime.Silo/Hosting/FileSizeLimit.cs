using System.Runtime.InteropServices;
using System.Text;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// The limit an operator may set on the size of files (<c>ulimit -f</c>). The runtime keeps the code it compiles in a file of memory when it
/// guards it against being written and run at once, and falls over when that file may not grow; the store would have answered in plain
/// words. So under such a limit the program starts itself again without that guard, before anything else is done. Linux only.
/// </summary>
internal static partial class FileSizeLimit
{
    private const string Guard = "DOTNET_EnableWriteXorExecute";
    private const string Limits = "/proc/self/limits", Program = "/proc/self/exe", CommandLine = "/proc/self/cmdline";

    /// <summary>Starts the program again in this process when it must; returns when it need not or cannot.</summary>
    public static void Outlive()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Guard) == "0" || !IsSet()) return;
        string[] arguments = Encoding.UTF8.GetString(File.ReadAllBytes(CommandLine)).TrimEnd('\0').Split('\0');
        var variables = new List<string> { $"{Guard}=0" };
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()) variables.Add($"{variable.Key}={variable.Value}");
        _ = Execute(File.ResolveLinkTarget(Program, returnFinalTarget: true)?.FullName ?? Program, [.. arguments, null], [.. variables, null]);
    }

    private static bool IsSet()
    {
        string? line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max file size", StringComparison.Ordinal)) : null;
        return line?["Max file size".Length..].TrimStart().StartsWith("unlimited", StringComparison.Ordinal) == false;
    }

    /// <summary>Replaces the program of this process; comes back only when that failed.</summary>
    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);
}
