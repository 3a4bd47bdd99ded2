using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OptiTime.Silo.Tests.Telemetry;

/// <summary>One line of figures: a name, its labels and a value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>
/// Reads Prometheus' text format as strictly as its description is written: each metric has one help and one type line before its samples,
/// which stand together, none twice, every histogram with growing buckets up to infinity.
/// </summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, string> _helps = [];
    private readonly List<Sample> _samples = [];

    private Exposition() { }

    public IReadOnlyDictionary<string, string> Types => _types;

    public IReadOnlyList<Sample> Samples => _samples;

    public static Exposition Parse(string text)
    {
        var read = new Exposition();
        if (text.Length == 0) return read;
        if (text[^1] != '\n') throw new FormatException("The last line is not ended.");
        string? current = null;
        foreach (string line in text[..^1].Split('\n')) current = read.ReadLine(line, current);
        read.CheckSamples();
        return read;
    }

    /// <summary>The value of the only sample of a name that has such labels.</summary>
    public double Value(string name, params (string Name, string Value)[] labels) => _samples.Single(
        sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    private string ReadLine(string line, string? current)
    {
        if (Comment().Match(line) is { Success: true } comment)
        {
            string name = comment.Groups["name"].Value;
            bool isHelp = comment.Groups["what"].Value == "HELP";
            if (isHelp == (name == current)) throw new FormatException($"Help comes first, then the type: {line}");
            if (isHelp && Escapes().Replace(comment.Groups["rest"].Value, "").Contains('\\', StringComparison.Ordinal)) throw new FormatException($"Bad escape: {line}");
            if (!isHelp && comment.Groups["rest"].Value is not ("counter" or "gauge" or "histogram")) throw new FormatException($"Not a type: {line}");
            if (!(isHelp ? _helps : _types).TryAdd(name, comment.Groups["rest"].Value)) throw new FormatException($"Told twice: {line}");
            return name;
        }
        Match sample = SampleLine().Match(line);
        if (!sample.Success) throw new FormatException($"Neither comment nor sample: {line}");
        if (current is null || !_types.TryGetValue(current, out string? type)) throw new FormatException($"A sample before its type: {line}");
        string full = sample.Groups["name"].Value;
        bool isOfCurrent = type == "histogram" ? full == current + "_bucket" || full == current + "_sum" || full == current + "_count" : full == current;
        if (!isOfCurrent) throw new FormatException($"A sample of another metric than {current}: {line}");
        _samples.Add(new Sample(full, LabelsOf(sample.Groups["labels"].Value), NumberOf(sample.Groups["value"].Value)));
        return current;
    }

    private void CheckSamples()
    {
        foreach (string name in _helps.Keys) if (!_types.ContainsKey(name)) throw new FormatException($"{name} has no type.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Sample sample in _samples)
        {
            if (!seen.Add(sample.Name + KeyOf(sample.Labels))) throw new FormatException($"{sample.Name} {KeyOf(sample.Labels)} stands twice.");
        }
        foreach (string histogram in _types.Where(type => type.Value == "histogram").Select(type => type.Key)) CheckHistogram(histogram);
    }

    private void CheckHistogram(string name)
    {
        foreach (IGrouping<string, Sample> series in _samples.Where(sample => sample.Name == name + "_bucket")
            .GroupBy(sample => KeyOf(sample.Labels.Where(label => label.Key != "le"))))
        {
            (double Le, double Count)[] buckets = [.. series.Select(sample => (NumberOf(sample.Labels["le"]), sample.Value))];
            if (!buckets.SequenceEqual(buckets.OrderBy(bucket => bucket.Le).ThenBy(bucket => bucket.Count))) throw new FormatException($"{name} has buckets that do not grow.");
            double count = _samples.Single(sample => sample.Name == name + "_count" && KeyOf(sample.Labels) == series.Key).Value;
            _ = _samples.Single(sample => sample.Name == name + "_sum" && KeyOf(sample.Labels) == series.Key);
            if (buckets[^1] != (double.PositiveInfinity, count)) throw new FormatException($"{name} does not count all of its measurements in the last bucket.");
        }
    }

    private static Dictionary<string, string> LabelsOf(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int at = 0; at < text.Length;)
        {
            Match label = Label().Match(text, at);
            if (!label.Success || !labels.TryAdd(label.Groups["name"].Value, Unescape(label.Groups["value"].Value))) throw new FormatException($"Bad labels: {text}");
            at += label.Length;
            if (at == text.Length) break;
            if (text[at++] != ',' || at == text.Length) throw new FormatException($"Bad labels: {text}");
        }
        return labels;
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder();
        for (int at = 0; at < value.Length; at++) plain.Append(value[at] != '\\' ? value[at] : value[++at] == 'n' ? '\n' : value[at]);
        return plain.ToString();
    }

    private static string KeyOf(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join('\u0001', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}\u0002{label.Value}"));

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A# (?<what>HELP|TYPE) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.*)\z")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>[^ ]+)\z")]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"\G(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>([^""\\\n]|\\[\\n""])*)""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\[\\n]")]
    private static partial Regex Escapes();
}
