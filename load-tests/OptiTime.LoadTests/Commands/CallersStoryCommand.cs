using System.CommandLine;
using OptiTime.LoadTests.FirstCalls;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Search;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>callers-story</c>: how many first calls to a busy company are offered something acceptable at once.</summary>
internal static class CallersStoryCommand
{
    private const string Lesson =
        """
        Plays days at the telephone of a company of the demo, in one thread and with the code silos use. The plan begins empty and is filled by those who call; each calls once, for a service drawn as its customers ask for it, and half of them wish for a morning or an afternoon. Urgent work must be done by the end of the next working day, maintenance within a fortnight, the rest within a week. As many call as fill the days, roads included, to the share that is asked for by the time they are over.

        An answer is acceptable when it has an offer within all of that, and nothing was given up for it. Who gets one takes the first. Of the others it is told what refused them, and what they were offered instead, which they take. The same seed gives the same tables.

        Examples:
          callers-story
          callers-story --scenario domoservices --taken 0.9
          callers-story --impact within-promises
        """;

    private static readonly string[] Companies = ["lyon", "domoservices", "ecs"];

    internal static Command Create()
    {
        Option<string[]> scenarios = new Option<string[]>("--scenario")
        {
            Description = "The demo's companies that are called; those with technicians.",
            HelpName = "NAME",
            DefaultValueFactory = _ => ["lyon", "domoservices"],
            AllowMultipleArgumentsPerToken = true,
        }.OneOf(Companies);
        Option<double> technicians = LoadOptions.Number("--technicians", "How many people each has.", 40, 8, 1_000);
        Option<double> taken = LoadOptions.Number("--taken", "How full the days are when they are over, as a share of working time.", 0.85, 0.1, 1);
        Option<double> before = LoadOptions.Number("--before", "How many days are lived before the first that is told of.", 29, 0, 40);
        Option<double> days = LoadOptions.Number("--days", "How many working days are told of.", 1, 1, 20);
        Option<double> seed = LoadOptions.Number("--seed", "Where the randomness comes from.", 1, 0, int.MaxValue);
        Option<double> weight = LoadOptions.Number("--weight", "What opportunity cost is multiplied by; 0 for none.", 1, 0, 10);
        Option<string> impact = new Option<string>("--impact") { Description = "What an offer may move: none, or within-promises.", HelpName = "WHAT", DefaultValueFactory = _ => "none" }.OneOf("none", "within-promises");
        var command = new TaughtCommand("callers-story", "See how many first calls get an acceptable offer at once.", Lesson) { scenarios, technicians, taken, before, days, impact, weight, seed };
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(
            () =>
            {
                Run([.. parsed.GetRequiredValue(scenarios).Select(scenario => new FirstCallPlan(
                    scenario, (int)parsed.GetValue(technicians), parsed.GetValue(taken), (int)parsed.GetValue(before), (int)parsed.GetValue(days),
                    parsed.GetValue(impact) == "none" ? ImpactAllowed.None : ImpactAllowed.WithinPromises, parsed.GetValue(weight), (int)parsed.GetValue(seed)))], stop);
                return Task.CompletedTask;
            }, stop));
        return command;
    }

    private static void Run(IReadOnlyList<FirstCallPlan> plans, CancellationToken stop)
    {
        var stories = new List<(FirstCallPlan, FirstAnswers)>();
        foreach (FirstCallPlan plan in plans)
        {
            ProgressScreen.Line($"{plan.Scenario} ...");
            stories.Add((plan, DaysOfCalls.Play(plan, stop)));
        }
        Console.Out.WriteLine($"{Workplace.Describe(DateTimeOffset.UtcNow)}\n");
        Console.Out.WriteLine(CallersStoryReport.Write(stories));
    }
}
