using System.Globalization;

namespace OptiTime.Storage.Sqlite;

/// <summary>
/// The right to write to a data directory: an operating system's lock on a file in it, which ends with the process however it dies. The
/// file stays behind and means nothing by itself. Beside it stands the id of the process that last took the lock, for the message to the next.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "optitime.lock";

    /// <summary>A file of its own: nobody can look into one that is locked.</summary>
    private const string HolderFileName = "optitime.pid";

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreLockedException">Somebody has it.</exception>
    /// <exception cref="IOException">The files cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The files may not be written.</exception>
    internal static DirectoryLock Take(string directory)
    {
        string path = Path.Combine(directory, FileName), holderPath = Path.Combine(directory, HolderFileName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StoreLockedException(directory, HolderOf(holderPath));
        }
        try
        {
            File.WriteAllText(holderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DirectoryLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static int? HolderOf(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
