using System.Globalization;
using Spectre.Console;

namespace OptiTime.Silo.Commands;

/// <summary>
/// What the operator sees: colours, bars and tables on a terminal, plain lines where the output goes elsewhere. What is meant to be copied
/// is written as it is, never wrapped.
/// </summary>
internal static class Screen
{
    private const int PlainWidth = 160;
    private const int PlainSteps = 10;
    private const int BarWidth = 30;

    /// <summary>Whether somebody looks at a terminal.</summary>
    internal static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>A line as it is.</summary>
    internal static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>A line that begins something.</summary>
    internal static void Heading(string text)
    {
        Line();
        if (IsTerminal) AnsiConsole.MarkupLineInterpolated($"[bold]{text}[/]");
        else Line(text);
    }

    /// <summary>A line of little weight, such as what a call answered.</summary>
    internal static void Quiet(string text)
    {
        if (IsTerminal) AnsiConsole.Write(new Text(text + Environment.NewLine, new Style(decoration: Decoration.Dim)));
        else Line(text);
    }

    /// <summary>A table.</summary>
    /// <param name="columns">The heads of its columns; all but the first are figures.</param>
    /// <param name="rows">Its rows.</param>
    internal static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = IsTerminal ? TableBorder.Rounded : TableBorder.Ascii2 };
        for (int index = 0; index < columns.Count; index++)
            table.AddColumn(new TableColumn(Markup.Escape(columns[index])) { Alignment = index == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (IReadOnlyList<string> row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        if (!IsTerminal) AnsiConsole.Profile.Width = PlainWidth;
        AnsiConsole.Write(table);
    }

    /// <summary>Shares of a whole as bars, one below the other.</summary>
    /// <param name="title">What they show.</param>
    /// <param name="bars">A label and a share, 0 to 1, for each.</param>
    internal static void Bars(string title, IEnumerable<(string Label, double Share)> bars)
    {
        Heading(title);
        foreach ((string label, double share) in bars)
        {
            int full = (int)Math.Round(share * BarWidth);
            string percent = share.ToString("0 %", CultureInfo.InvariantCulture);
            if (IsTerminal) AnsiConsole.MarkupLineInterpolated($"{label}  [{ColourOf(share)}]{new string('█', full)}[/][grey]{new string('░', BarWidth - full)}[/] {percent}");
            else Line($"{label}  |{new string('#', full).PadRight(BarWidth)}| {percent}");
        }
    }

    /// <summary>Does long work under a bar that fills, or under a line for each tenth of it.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it tells the share that is done, 0 to 1, and a few words.</param>
    internal static async Task<T> ProgressAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (!IsTerminal) return await work(PlainProgress(title));
        return await AnsiConsole.Progress()
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(title));
                T result = await work((share, words) => (bar.Value, bar.Description) = (share * 100, Markup.Escape($"{title}: {words}")));
                bar.Value = 100;
                return result;
            });
    }

    private static string ColourOf(double share) => share switch { >= 0.85 => "red", >= 0.65 => "yellow", _ => "green" };

    private static Action<double, string> PlainProgress(string title)
    {
        int told = -1;
        Lock one = new();
        return (share, words) =>
        {
            int step = (int)(share * PlainSteps);
            lock (one)
            {
                if (step <= told) return;
                told = step;
            }
            Line(string.Create(CultureInfo.InvariantCulture, $"{title}: {words} ({share:P0})"));
        };
    }
}
