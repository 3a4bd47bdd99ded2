using Spectre.Console;

namespace OptiTime.LoadTests.Reports;

/// <summary>How far the work is, on the error stream, so that what is written to the other one can go into a file as it is.</summary>
internal static class ProgressScreen
{
    private const int PlainSteps = 4;

    private static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>A line.</summary>
    internal static void Line(string text) => Console.Error.WriteLine(text);

    /// <summary>Does long work under a bar that fills, or under a few lines where nobody looks at a terminal.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it tells the share that is done, 0 to 1, and a few words.</param>
    internal static async Task<T> ShowAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            int told = 0;
            return await work((share, words) =>
            {
                if ((int)(share * PlainSteps) <= told) return;
                told = (int)(share * PlainSteps);
                Line($"{title}: {words} ({100 * share:0} %)");
            });
        }
        return await Error.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(title));
                T result = await work((share, words) => (bar.Value, bar.Description) = (share * 100, Markup.Escape($"{title}: {words}")));
                bar.Value = 100;
                return result;
            });
    }
}
