using System.Globalization;
using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Postgres;

/// <summary>Where the programs of a PostgreSQL server are on this machine, and as whom they run: a server refuses to run as root.</summary>
/// <param name="Directory">The directory of <c>initdb</c> and <c>postgres</c>.</param>
/// <param name="Owner">User and group, <c>101:104</c>, that a server runs as; null when they are those of this process.</param>
internal sealed record PostgresPrograms(string Directory, string? Owner)
{
    private static readonly Lazy<Task<(PostgresPrograms? Programs, string? WhyNot)>> Search = new(SearchAsync);

    /// <summary>The programs, or why there is no server to be had here.</summary>
    internal static Task<(PostgresPrograms? Programs, string? WhyNot)> FindAsync() => Search.Value;

    /// <summary>A command as the user a server runs as.</summary>
    internal string[] AsOwner(params string[] command) =>
        Owner?.Split(':') is [var user, var group] ? ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--", .. command] : command;

    /// <summary>The path of a program.</summary>
    internal string PathOf(string program) => Path.Combine(Directory, program);

    private static async Task<(PostgresPrograms?, string?)> SearchAsync()
    {
        if (!System.IO.Directory.Exists("/proc/self")) return (null, "A private PostgreSQL is watched through /proc, which this system does not have.");
        if (await DirectoryOfServerAsync() is not { } directory)
            return (null, "PostgreSQL is not installed here: no initdb and postgres on the PATH or in /usr/lib/postgresql. Install Debian's package postgresql.");
        if (!Environment.IsPrivilegedProcess) return (new PostgresPrograms(directory, null), null);
        if (await TryAsync("setpriv", "--version") is null)
            return (null, "PostgreSQL refuses to run as root, and setpriv (util-linux) is not here to run it as another user.");
        foreach (string user in (string[])["postgres", "nobody"])
        {
            if (await TryAsync("id", "-u", user) is { } id && await TryAsync("id", "-g", user) is { } group)
                return (new PostgresPrograms(directory, $"{id}:{group}"), null);
        }
        return (null, "PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor a user 'nobody' to run it.");
    }

    private static async Task<string?> DirectoryOfServerAsync()
    {
        string root = "/usr/lib/postgresql";
        IEnumerable<string> packaged = System.IO.Directory.Exists(root)
            ? System.IO.Directory.GetDirectories(root).OrderByDescending(Version).Select(version => Path.Combine(version, "bin"))
            : [];
        string[] onPath = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        string? configured = await TryAsync("pg_config", "--bindir");
        return ((string?[])[.. onPath.Select(Resolved), .. packaged, configured]).FirstOrDefault(HasServer);
    }

    private static bool HasServer(string? directory) =>
        directory is not null && File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres"));

    /// <summary>Where the server of a directory of links really is: beside it are programs that were not linked.</summary>
    private static string Resolved(string directory)
    {
        var link = new FileInfo(Path.Combine(directory, "postgres"));
        return link is { Exists: true } && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.GetDirectoryName(target.FullName)! : directory;
    }

    private static int Version(string directory) =>
        int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int version) ? version : 0;

    private static async Task<string?> TryAsync(params string[] command)
    {
        try
        {
            return (await ProgramRun.ReadAsync(command)).Trim();
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
