using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Postgres;

/// <summary>
/// A disk of a few megabytes that only one server sees: memory, mounted for its processes alone, so that nothing of it is left when they end. It
/// can be filled up and emptied from outside. Needs the right to mount.
/// </summary>
/// <param name="megabytes">Its size.</param>
public sealed class SmallDisk(int megabytes) : IDisposable
{
    private const string Mount = """
        mount -t tmpfs -o size="$1"m,mode=0700,uid="${2%:*}",gid="${2#*:}" tmpfs "$3" || exit 1
        shift 3; exec "$@"
        """;

    private static readonly Lazy<Task<string?>> Trial = new(TryAsync);

    /// <summary>Why there can be none here, for the report of a test that is skipped; null when there can.</summary>
    public static string? WhyNot => PrivatePostgres.WhyNot ?? Trial.Value.GetAwaiter().GetResult();

    /// <summary>Where the server finds it.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("optitime-disk-").FullName;

    /// <summary>Writes until nothing fits any more.</summary>
    /// <param name="server">A process that sees the disk.</param>
    public async Task FillAsync(int server)
    {
        try
        {
            await using FileStream filler = File.Create(FillerOf(server));
            while (true)
            {
                await filler.WriteAsync(new byte[4_096]);
                await filler.FlushAsync();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Takes away what <see cref="FillAsync"/> wrote.</summary>
    public void MakeRoom(int server) => File.Delete(FillerOf(server));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path);

    /// <summary>The words that go before a command so that it sees the disk.</summary>
    internal string[] Before(string owner) => ["unshare", "--mount", "sh", "-c", Mount, "mount", $"{megabytes}", owner, Path];

    // The disk is mounted nowhere but in the world of the processes that see it.
    private string FillerOf(int server) => $"/proc/{server}/root{Path}/filler";

    private static async Task<string?> TryAsync()
    {
        if (!Environment.IsPrivilegedProcess) return "Only an administrator may mount a small disk to be filled up.";
        using var disk = new SmallDisk(1);
        try
        {
            await ProgramRun.ReadAsync([.. disk.Before("0:0"), "true"]);
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"A small disk to be filled up cannot be mounted here: {refused.Message}";
        }
    }
}
