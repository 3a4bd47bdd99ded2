namespace OptiTime.Testbed.Postgres;

/// <summary>How a private server is set.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>
    /// Whether what is committed is on disk before it is answered. Default: yes, for durability is what most tests ask about; where it is not,
    /// without is faster.
    /// </summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Makes the data directory that it is given the path of: a backup restored, a copy of another server. Default: a new cluster, with nothing in it.</summary>
    public Func<string, Task>? MakeDataAsync { get; init; }

    /// <summary>A disk of a few megabytes the server sees beside the others, for a tablespace; null for none. Empty again after each start.</summary>
    public SmallDisk? Disk { get; init; }

    /// <summary>Further settings, as in <c>postgresql.conf</c>. They win over the others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
