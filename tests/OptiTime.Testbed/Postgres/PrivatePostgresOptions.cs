namespace OptiTime.Testbed.Postgres;

/// <summary>How a private server is set.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>
    /// Whether what is committed is on disk before it is answered. Default: yes, for durability is what most tests ask about; where it is not,
    /// without is faster.
    /// </summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Further settings, as in <c>postgresql.conf</c>. They win over the others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
