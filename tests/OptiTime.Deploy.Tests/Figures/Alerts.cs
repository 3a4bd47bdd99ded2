using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Figures;

/// <summary>The alerts, and what their expressions are made of.</summary>
internal static partial class Alerts
{
    public static IReadOnlyList<JsonNode> All { get; } =
        [.. Yaml.Document("deploy/alerts.yml").Items("groups").SelectMany(group => group.Items("rules"))];

    /// <summary>The metrics that expressions name and that begin with a word.</summary>
    public static IReadOnlyList<string> Metrics(string first) =>
        [.. All.SelectMany(alert => Names().Matches(alert.Text("expr"))).Select(match => match.Value).Where(name => name.StartsWith(first, StringComparison.Ordinal)).Distinct()];

    /// <summary>The jobs that expressions name.</summary>
    public static IEnumerable<string> Jobs => All.SelectMany(alert => JobNames().Matches(alert.Text("expr"))).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("[a-z][a-z0-9]*(_[a-z0-9]+)+")]
    private static partial Regex Names();

    [GeneratedRegex("job=\"([^\"]+)\"")]
    private static partial Regex JobNames();
}
