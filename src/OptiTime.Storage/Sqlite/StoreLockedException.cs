namespace OptiTime.Storage.Sqlite;

/// <summary>
/// Another process, or another store in this one, has the data directory: two writers on one directory would not see each other's promises.
/// </summary>
public sealed class StoreLockedException : Exception
{
    /// <summary>Names the directory and who has it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="holder">The id of the process that has it; null when it cannot be told.</param>
    public StoreLockedException(string directory, int? holder) : base(
        $"The data directory '{directory}' is in use by {(holder is { } id ? $"process {id}" : "another process")}. "
        + "Stop it first, or give this one a directory of its own.") =>
        (Directory, Holder) = (directory, holder);

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    /// <summary>The id of the process that has it; null when it cannot be told.</summary>
    public int? Holder { get; }
}
