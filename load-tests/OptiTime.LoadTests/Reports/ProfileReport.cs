using OptiTime.LoadTests.Profiling;
using static OptiTime.LoadTests.Reports.Figures;

namespace OptiTime.LoadTests.Reports;

/// <summary>Where a silo's time and memory go.</summary>
internal static class ProfileReport
{
    /// <summary>Writes it as Markdown.</summary>
    /// <param name="counts">What was seen.</param>
    /// <param name="rows">At most so many rows a table.</param>
    /// <param name="requests">How many requests were answered meanwhile.</param>
    internal static string Write(ProfileCounts counts, int rows, double requests)
    {
        var bytes = new MarkdownTable("allocated", "for", "share", "a request");
        foreach (((string type, string method), long amount) in counts.Bytes.OrderByDescending(pair => pair.Value).Take(rows))
            bytes.Add(type, method, Share(amount, counts.Allocated), Bytes(amount / requests));
        return $"""
            At work, by method, all that it calls counted in (ours only):

            {Table(counts.WithCalled.Where(pair => pair.Key.StartsWith(ProfileCounts.Ours, StringComparison.Ordinal)), counts.Samples, rows)}
            At work, by namespace of the method itself:

            {Table(counts.Own.GroupBy(pair => Namespace(pair.Key)).Select(group => KeyValuePair.Create(group.Key, group.Sum(pair => pair.Value))), counts.Samples, rows)}
            At work, by method itself:

            {Table(counts.Own, counts.Samples, rows)}
            Allocated, by type and the innermost of our methods:

            {bytes}
            """;
    }

    private static MarkdownTable Table(IEnumerable<KeyValuePair<string, long>> counts, long all, int rows)
    {
        var table = new MarkdownTable("what", "share");
        foreach ((string what, long count) in counts.OrderByDescending(pair => pair.Value).Take(rows))
            table.Add(what, Share(count, all));
        return table;
    }

    private static string Share(long part, long all) => (100.0 * part / Math.Max(1, all)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";

    // The first three words of a name, without the type and the method.
    private static string Namespace(string method)
    {
        string[] words = method.Split('.');
        return string.Join('.', words.Take(Math.Clamp(words.Length - 2, 1, 3)));
    }
}
