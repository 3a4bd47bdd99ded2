using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Testbed.Processes;

namespace OptiTime.Deploy.Tests.Images;

/// <summary>
/// The image without an engine for images: each stage is a directory, in which what the Dockerfile says is done, with the tools of this machine
/// in place of those of the image it begins with.
/// </summary>
public sealed partial class BuiltImage : IAsyncLifetime
{
    private static readonly string[] User = Dockerfile.Image.The("USER").Words[0].Split(':');

    private static readonly string[] AsUser = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User[0]}", $"--regid={User[1]}", "--clear-groups", "--"] : [];

    private readonly string _root = Directory.CreateTempSubdirectory("optitime-image-").FullName;
    private string _runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>The command that runs something in the image as its user, with nothing around it but what the image has.</summary>
    /// <param name="words">The program, by its path in the image, and its words.</param>
    public IReadOnlyList<string> Command(params IEnumerable<string> words) =>
        ["env", "--ignore-environment", $"--chdir={Here(Dockerfile.Image.The("WORKDIR").Rest)}", $"DOTNET_ROOT={_runtime}", $"PATH={Environment.GetEnvironmentVariable("PATH")}",
            .. AsUser, Here(words.First()), .. words.Skip(1)];

    public async ValueTask InitializeAsync()
    {
        // The image's user is nobody here, and must find its way.
        File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (Stage stage in Dockerfile.Stages) await BuildAsync(stage);
        await ShareRuntimeAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string Here(string path) => RootOf(Dockerfile.Image) + path;

    private string RootOf(Stage stage) => Path.Combine(_root, $"stage-{Dockerfile.Stages.ToList().IndexOf(stage)}");

    /// <summary>Where the runtime is somebody's own, such as root's, the image's user gets a copy.</summary>
    private async Task ShareRuntimeAsync()
    {
        if (await ProgramRun.ReadAsync([.. AsUser, "sh", "-c", $"test ! -r '{_runtime}/host' || echo readable"]) != "") return;
        string copy = Directory.CreateDirectory(Path.Combine(_root, "runtime")).FullName;
        await ProgramRun.ReadAsync(["cp", "-r", $"{_runtime}/host", $"{_runtime}/shared", copy]);
        _runtime = copy;
    }

    private async Task BuildAsync(Stage stage)
    {
        string root = Directory.CreateDirectory(RootOf(stage)).FullName, directory = root;
        foreach (Instruction one in stage.Instructions)
        {
            if (one.Word == "WORKDIR") directory = Directory.CreateDirectory(root + one.Rest).FullName;
            if (one.Word == "COPY") await CopyAsync(one, root, directory);
            // Nothing that a build starts may outlive it: no compiler that waits for the next.
            if (one.Word == "RUN")
                await ProgramRun.ReadAsync(["env", $"--chdir={directory}", "MSBUILDDISABLENODEREUSE=1", "UseSharedCompilation=false", "sh", "-c", AbsolutePath().Replace(one.Rest, root)]);
        }
    }

    private async Task CopyAsync(Instruction copy, string root, string directory)
    {
        string[] paths = [.. copy.Words.Where(word => !word.StartsWith("--", StringComparison.Ordinal))];
        string target = paths[^1].StartsWith('/') ? root + paths[^1] : Path.Combine(directory, paths[^1]);
        if (OptionOf(copy, "from") is { } stage)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await ProgramRun.ReadAsync(["cp", "-r", RootOf(Dockerfile.Stages.Single(one => one.Name == stage)) + paths[0], target]);
        }
        else
        {
            foreach (string source in paths[..^1]) CopyFromContext(source, target);
        }
        if (OptionOf(copy, "chown") is { } owner && Environment.IsPrivilegedProcess) await ProgramRun.ReadAsync(["chown", "-R", owner, target]);
    }

    /// <summary>A folder's contents go to the target, a file goes into it, as a Dockerfile means it.</summary>
    private static void CopyFromContext(string source, string target)
    {
        bool isFolder = Directory.Exists(Repository.PathOf(source));
        foreach (string file in isFolder ? BuildContext.Files(source) : [source])
        {
            string copy = Path.Combine(target, isFolder ? Path.GetRelativePath(source, file) : Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy, overwrite: true);
        }
    }

    private static string? OptionOf(Instruction copy, string option) =>
        copy.Words.FirstOrDefault(word => word.StartsWith($"--{option}=", StringComparison.Ordinal))?.Split('=', 2)[1];

    /// <summary>Where an absolute path begins.</summary>
    [GeneratedRegex("(?<=^| )(?=/)")]
    private static partial Regex AbsolutePath();
}
