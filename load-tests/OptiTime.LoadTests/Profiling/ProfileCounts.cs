namespace OptiTime.LoadTests.Profiling;

/// <summary>What a profile saw, counted.</summary>
internal sealed class ProfileCounts
{
    /// <summary>How the names of our methods begin.</summary>
    internal const string Ours = "OptiTime.";

    // A thread that waits for work, which the runtime counts as work; looked for among its innermost methods.
    private const int Innermost = 8;
    private static readonly string[] Waits =
        ["WaitHandle.Wait", "Monitor.Wait", "LowLevelLifoSemaphore", "LowLevelMonitor", "SocketAsyncEngine.EventLoop", "Thread.Sleep", "Thread.Join"];

    // Where the runtime stops a thread to look at it: what the thread does is further out.
    private const string Stop = "PollGC";

    private readonly Dictionary<string, string> _short = new(StringComparer.Ordinal);

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
        List<string> stack = [.. methods.Select(Short).SkipWhile(method => method.Contains(Stop, StringComparison.Ordinal))];
        if (stack.Count == 0 || stack.Take(Innermost).Any(method => Array.Exists(Waits, method.Contains))) return;
        Samples++;
        Add(Own, stack[0], 1);
        // A method that calls itself counts once.
        foreach (string method in stack.Distinct(StringComparer.Ordinal)) Add(WithCalled, method, 1);
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

    private string Short(string name)
    {
        if (!_short.TryGetValue(name, out string? plain)) _short[name] = plain = MethodName.Plain(name);
        return plain;
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long count) where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
