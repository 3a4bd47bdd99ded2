using System.Globalization;
using OptiTime.LoadTests.FirstCalls;
using OptiTime.Planning.Demand;

namespace OptiTime.LoadTests.Reports;

/// <summary>What callers of busy companies were told.</summary>
internal static class CallersStoryReport
{
    /// <summary>Writes it as Markdown: a column for each company, then what refused callers and what they were given instead.</summary>
    internal static string Write(IReadOnlyList<(FirstCallPlan Plan, FirstAnswers Answers)> stories)
    {
        string text = Shares(stories).ToString();
        foreach ((FirstCallPlan plan, FirstAnswers answers) in stories.Where(story => story.Answers.Acceptable < story.Answers.Asked))
        {
            text += $"\n{plan.Scenario}: what refused {Figures.Count(answers.Asked - answers.Acceptable)} of {Figures.Count(answers.Asked)} callers\n\n{Refusals(answers)}";
            text += $"\n{plan.Scenario}: what the {Figures.Count(answers.Relaxed)} of them who could be offered something else would give up, and what it costs the company extra\n\n{Relaxations(answers)}";
        }
        return text;
    }

    private static MarkdownTable Shares(IReadOnlyList<(FirstCallPlan Plan, FirstAnswers Answers)> stories)
    {
        var table = new MarkdownTable(["", .. stories.Select(story => story.Plan.Scenario)]);
        Add("technicians", story => Figures.Count(story.Plan.Technicians));
        Add("of their time taken, all days when they are over", story => Percent(story.Answers.Settled.Share));
        Add("of it on the day of the calls", story => Percent(story.Answers.Evening.Share));
        Add("of that in the morning, before the first call", story => Percent(story.Answers.Morning.Share));
        Add("of the week ahead in the morning", story => Percent(story.Answers.Ahead.Share));
        Add("first calls", story => Figures.Count(story.Answers.Asked));
        Add("**an acceptable offer at once**", story => $"**{Percent(Share(story.Answers.Acceptable, story.Answers.Asked))}**");
        foreach (PriorityClass priority in Enum.GetValues<PriorityClass>())
        {
            if (!stories.Any(story => story.Answers.ByClass.Any(row => row.Class == priority))) continue;
            Add($"of the {Word(priority)} ones", story => story.Answers.ByClass.Where(row => row.Class == priority)
                .Select(row => $"{Percent(Share(row.Acceptable, row.Asked))} of {Figures.Count(row.Asked)}").FirstOrDefault(Figures.None));
        }
        Add("offers that moved others inside their promises (how many others)", story => $"{story.Answers.Moving.Offers} ({story.Answers.Moving.Moved})");
        Add("of the others, offered something else", story => $"{story.Answers.Relaxed} of {story.Answers.Asked - story.Answers.Acceptable}");
        return table;

        void Add(string what, Func<(FirstCallPlan Plan, FirstAnswers Answers), string> figure) => table.Add([what, .. stories.Select(figure)]);
    }

    private static MarkdownTable Refusals(FirstAnswers answers)
    {
        var table = new MarkdownTable("callers", "last check nobody passed", "work", "wished for");
        foreach ((string reason, PriorityClass priority, PartOfDay part, int count) in answers.Refusals)
            table.Add(Figures.Count(count), reason, Word(priority), part == PartOfDay.Any ? Figures.None : Word(part));
        return table;
    }

    private static MarkdownTable Relaxations(FirstAnswers answers)
    {
        var table = new MarkdownTable("callers", "gives up", "median extra, EUR", "median hours after it was to be done");
        foreach ((string givesUp, int count, Money extra, double late) in answers.Relaxations)
            table.Add(Figures.Count(count), givesUp, (extra.Cents / 100.0).ToString("0.00", CultureInfo.InvariantCulture), late.ToString("0.0", CultureInfo.InvariantCulture));
        return table;
    }

    private static double Share(int part, int whole) => (double)part / Math.Max(1, whole);

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
