using System.Globalization;
using System.Text;

namespace OptiTime.Silo.Telemetry;

/// <summary>Prometheus' text format, version 0.0.4: a help and a type line for each metric, then a line for each series.</summary>
internal static class PrometheusText
{
    /// <summary>What an answer in this format says it is.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The name of a metric: letters, digits and underscores, its unit in full, and what only grows ends with total.</summary>
    public static string NameOf(string name, string? unit, MetricKind kind)
    {
        string plain = Plain(name);
        string suffix = unit switch
        {
            null or "" or "1" => "",
            ['{', ..] => "",
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "_" + Plain(unit),
        };
        if (!plain.EndsWith(suffix, StringComparison.Ordinal)) plain += suffix;
        return kind == MetricKind.Counter ? plain + "_total" : plain;
    }

    /// <summary>Labels as they are written, by name, without braces.</summary>
    /// <param name="tags">What they say.</param>
    /// <param name="dropped">The tags that are left out.</param>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, IReadOnlyCollection<string> dropped) => string.Join(',', tags.ToArray()
        .Where(tag => !dropped.Contains(tag.Key)).OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .Select(tag => $"{Plain(tag.Key)}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\""));

    /// <summary>Writes metrics; those without a series are left out.</summary>
    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (MetricFamily family in families.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            MetricSeries[] all = [.. family.Series];
            if (all.Length == 0) continue;
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escape(family.Help)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (MetricSeries series in all) Write(text, family, series);
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        (double sum, long[] below) = series.Read();
        if (family.Kind != MetricKind.Histogram)
        {
            Line(text, family.Name, series.Labels, sum);
            return;
        }
        long count = 0;
        for (int index = 0; index < below.Length; index++)
        {
            count += below[index];
            string bound = index < family.Bounds.Count ? Number(family.Bounds[index]) : "+Inf";
            Line(text, family.Name + "_bucket", series.Labels.Length == 0 ? $"le=\"{bound}\"" : $"{series.Labels},le=\"{bound}\"", count);
        }
        Line(text, family.Name + "_sum", series.Labels, sum);
        Line(text, family.Name + "_count", series.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Plain(string name)
    {
        string plain = string.Concat(name.Select(mark => char.IsAsciiLetterOrDigit(mark) ? mark : '_'));
        return plain.Length > 0 && char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }
}
