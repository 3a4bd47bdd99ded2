namespace OptiTime.LoadTests.Profiling;

/// <summary>What a profile saw, counted.</summary>
internal sealed class ProfileCounts
{
    private const string Ours = "OptiTime.";

    /// <summary>How often any thread was seen at work.</summary>
    internal long Samples { get; private set; }

    /// <summary>Bytes that were seen being allocated.</summary>
    internal long Allocated { get; private set; }

    /// <summary>How often a method was the one at work.</summary>
    internal Dictionary<string, long> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a method was at work or waited for one it had called.</summary>
    internal Dictionary<string, long> WithCalled { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes by type and the innermost of our methods that led to it.</summary>
    internal Dictionary<(string Type, string For), long> Bytes { get; } = [];

    /// <summary>Counts a thread at work.</summary>
    /// <param name="methods">What it was doing, the innermost method first.</param>
    internal void CountSample(IEnumerable<string> methods)
    {
        string? own = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string method in methods.Select(Short))
        {
            if (own is null) Add(Own, own = method, 1);
            // A method that calls itself counts once.
            if (seen.Add(method)) Add(WithCalled, method, 1);
        }
        Samples += own is null ? 0 : 1;
    }

    /// <summary>Counts an allocation.</summary>
    /// <param name="type">Of what.</param>
    /// <param name="bytes">How much was allocated since the last one seen.</param>
    /// <param name="methods">By whom, the innermost method first.</param>
    internal void CountAllocation(string type, long bytes, IEnumerable<string> methods)
    {
        Add(Bytes, (Short(type), methods.Select(Short).FirstOrDefault(method => method.StartsWith(Ours, StringComparison.Ordinal)) ?? "the framework"), bytes);
        Allocated += bytes;
    }

    // Parameters and assemblies make names that nobody can read.
    private static string Short(string name)
    {
        int parameters = name.IndexOf('(', StringComparison.Ordinal), module = name.IndexOf('!', StringComparison.Ordinal);
        string plain = parameters < 0 ? name : name[..parameters];
        return module >= 0 && module < plain.Length ? plain[(module + 1)..] : plain;
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long count) where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
