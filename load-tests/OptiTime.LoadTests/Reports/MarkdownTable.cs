using System.Text;

namespace OptiTime.LoadTests.Reports;

/// <summary>A table as Markdown writes it.</summary>
/// <param name="columns">The heads of its columns.</param>
internal sealed class MarkdownTable(params IReadOnlyList<string> columns)
{
    private readonly StringBuilder _text = new StringBuilder().AppendLine(Row(columns)).AppendLine(Row([.. columns.Select(_ => "---")]));

    /// <summary>Adds a row.</summary>
    internal MarkdownTable Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != columns.Count) throw new ArgumentException($"{cells.Count} cells for {columns.Count} columns.", nameof(cells));
        _text.AppendLine(Row(cells));
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
}
